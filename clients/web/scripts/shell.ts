/** The last step of a build: the worker learns its files, and everything is compressed once instead of at each request. */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const compressed = /\.(js|css|html|svg|json|webmanifest|txt)$/;
/** Not of use without a network. */
const notInShell = /(^|\/)(sw\.js|screens\.json|robots\.txt|icon-maskable-512\.png)$|\.map$/;
const smallest = 512;

export function shell(): Plugin {
  let folder = "";
  return {
    name: "akkoord-shell",
    apply: "build",
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    closeBundle() {
      fillInShell(folder);
      compressAll(folder);
    },
  };
}

function fillInShell(folder: string): void {
  const hash = createHash("sha256");
  const files = filesOf(folder).filter((file) => !notInShell.test(file));
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)));
  const worker = join(folder, "sw.js");
  const code = readFileSync(worker, "utf8");
  hash.update(code);
  const filled = { version: hash.digest("hex").slice(0, 16), files: files.map((file) => (file === "index.html" ? "/" : `/${file}`)) };
  if (!code.includes("__SHELL__")) throw new Error("sw.js has no place for the list of its files.");
  writeFileSync(worker, code.replaceAll("__SHELL__", JSON.stringify(filled)));
}

function compressAll(folder: string): void {
  for (const file of filesOf(folder).filter((name) => compressed.test(name))) {
    const content = readFileSync(join(folder, file));
    if (content.length >= smallest) writeFileSync(join(folder, `${file}.gz`), gzipSync(content, { level: 9 }));
  }
}

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"));
  return names.filter((name) => !name.endsWith(".gz") && !name.startsWith(".")).sort();
}

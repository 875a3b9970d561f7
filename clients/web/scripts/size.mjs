// Fails when a first visit loads too much JavaScript. Usage: node scripts/size.mjs <folder of the build>
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { argv, exit, stdout } from "node:process";
import { gzipSync } from "node:zlib";

const firstLoadLimit = 60_000;
const laterLimit = 40_000;

const folder = argv[2] ?? "dist";
const page = readFileSync(join(folder, "index.html"), "utf8");
const first = [...page.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, file]) => file);
const later = readdirSync(join(folder, "assets"))
  .filter((file) => file.endsWith(".js"))
  .map((file) => `assets/${file}`)
  .filter((file) => !first.includes(file));

const sizeOf = (file) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;
const firstLoad = first.map(sizeOf).reduce((sum, size) => sum + size, 0);
const tooLarge = later.filter((file) => sizeOf(file) > laterLimit);

stdout.write(`First load: ${firstLoad} of at most ${firstLoadLimit} bytes of JavaScript, gzipped.\n`);
for (const file of later) stdout.write(`Later, ${basename(file)}: ${sizeOf(file)} of at most ${laterLimit} bytes.\n`);
exit(firstLoad > firstLoadLimit || tooLarge.length > 0 ? 1 : 0);

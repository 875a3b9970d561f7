import { expect, test } from "vitest";
import told from "../../../../../../tests/conversations/markup.json";
import { plainOf } from "./plain.ts";
import { readMessage } from "./reading.ts";

interface Example {
  name: string;
  text: string;
  tree: unknown;
  plain: string;
}

/** The server's reader is held to the same table. */
const table: { names: Record<string, string>; examples: Example[] } = told;

function name(who: string): string {
  return who === "everyone" ? "iedereen" : (table.names[who] ?? "verwijderd lid");
}

/** Without what is empty, as the table leaves it out. */
function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== "" && one !== undefined && !(Array.isArray(one) && one.length === 0));
  return Object.fromEntries(kept.map(([key, one]) => [key, lean(one)]));
}

test.each(table.examples)("a message is read as the table says: $name", ({ text, tree, plain }) => {
  expect(lean(readMessage(text))).toEqual(tree);
  expect(plainOf(text, name)).toBe(plain);
});

test.each(["**a ".repeat(2500), "*a _b ~~c ".repeat(1000), "`".repeat(10_000), "` `` ".repeat(2000), "[a".repeat(5000)])(
  "heaps of signs are read",
  (text) => expect(plainOf(text, name)).not.toBe(""),
);

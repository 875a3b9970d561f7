import { expect, test } from "vitest";
import { bare } from "./bare.ts";

test("an excerpt is read without its signs, also where a hit cut them in two", () => {
  const pieces = ["Voor donderdag: **blz. 3 uit het hoofd**, zonder ", "map", ". *Echt ~~nooit~~ waar.*"];
  expect(pieces.map((piece) => bare(piece, String)).join("")).toBe("Voor donderdag: blz. 3 uit het hoofd, zonder map. Echt nooit waar.");
});

test("an excerpt names whom it mentions", () => {
  expect(bare("Perfect <@12>, tot dan.", (who) => (who === "12" ? "Bart Waterpieper" : "?"))).toBe("Perfect @Bart Waterpieper, tot dan.");
});

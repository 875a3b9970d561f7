import { expect, test } from "vitest";
import { bounded } from "./bounds.ts";
import { plainOf } from "./plain.ts";

const name = () => "An Claes";

test.each([
  ["that turns the direction of what follows", "factuur\u202efdp.exe", "factuurfdp.exe"],
  ["that isolates a direction", "\u2066\u2067\u2068Tot donderdag\u2069", "Tot donderdag"],
  ["that marks a direction", "\u200eTot\u200f \u061cdonderdag\ufeff", "Tot donderdag"],
  ["that rings a bell or clears a screen", "Tot\u0007 don\u001b[2Jderdag\u0000\u007f\u009b", "Tot don[2Jderdag"],
])("no sign %s is shown", (_, typed, shown) => {
  expect(bounded(typed)).toBe(shown);
  expect(plainOf(typed, name)).toBe(shown);
});

test("a letter wears at most four marks, however many were heaped on it", () => {
  const heaped = `Z${"\u0310".repeat(200)}o${"\u0489".repeat(5)}`;
  expect(bounded(heaped)).toBe(`Z${"\u0310".repeat(4)}o${"\u0489".repeat(4)}`);
  expect(bounded("Z\u0310".repeat(50))).toBe("Z\u0310".repeat(50));
});

test("what living languages write stays as it is", () => {
  const told = ["Ça va, naïeve Zoë?", "שלום לכולם", "मिलते हैं", "Tiếng Việt", "👨‍👩‍👧 tot\tdonderdag\nom acht"];
  expect(told.map(bounded)).toEqual(told);
});

test("a heap as long as a message may be is cut as well", () => {
  expect(bounded(`e${"\u0301".repeat(10_000)}`)).toHaveLength(5);
});

import { expect, test } from "vitest";
import { Selection } from "./selection.svelte.ts";

const TOTAL = 10_000;

test("rows are ticked one by one and unticked again", () => {
  const selection = new Selection();
  selection.toggle(501, 0);
  selection.toggle(502, 1);
  selection.toggle(501, 0);
  expect(selection.has(502)).toBe(true);
  expect(selection.has(501)).toBe(false);
  expect(selection.count(TOTAL)).toBe(1);
});

test("a range runs from the row ticked last, in both directions", () => {
  const selection = new Selection();
  selection.toggle(510, 10);
  expect(selection.rangeTo(14)).toEqual({ from: 10, to: 14 });
  expect(selection.rangeTo(7)).toEqual({ from: 7, to: 10 });
  selection.include([510, 511, 512]);
  expect(selection.count(TOTAL)).toBe(3);
});

test("without a first tick a range begins at the top", () => {
  expect(new Selection().rangeTo(2)).toEqual({ from: 0, to: 2 });
});

test("all is all, also of rows that were never fetched, less what is taken out", () => {
  const selection = new Selection();
  selection.everything();
  expect(selection.count(TOTAL)).toBe(TOTAL);
  expect(selection.has(7)).toBe(true);
  selection.toggle(7, 6);
  expect(selection.count(TOTAL)).toBe(TOTAL - 1);
  expect(selection.among([6, 7, 8])).toEqual([6, 8]);
  selection.include([7]);
  expect(selection.count(TOTAL)).toBe(TOTAL);
});

test("clearing forgets all", () => {
  const selection = new Selection();
  selection.everything();
  selection.clear();
  expect(selection.count(TOTAL)).toBe(0);
  expect(selection.has(7)).toBe(false);
});

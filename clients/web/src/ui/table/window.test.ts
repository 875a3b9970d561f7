import { expect, test } from "vitest";
import { drawn, revealing, stepRow, windowOf } from "./window.ts";

const seen = { height: 560, rowHeight: 56, total: 10_000 };

test("the window is what is on screen and eight rows beyond", () => {
  expect(windowOf({ ...seen, scrollTop: 0 })).toEqual({ from: 0, to: 18 });
  expect(windowOf({ ...seen, scrollTop: 56 * 100 })).toEqual({ from: 92, to: 118 });
});

test("half a row counts as a row at both ends", () => {
  expect(windowOf({ ...seen, scrollTop: 56 * 100 + 28 })).toEqual({ from: 92, to: 119 });
});

test("at the end there is nothing beyond", () => {
  expect(windowOf({ ...seen, scrollTop: 56 * 9_990 })).toEqual({ from: 9_982, to: 10_000 });
});

test("a list that became shorter than where it was scrolled to draws no row that is not there", () => {
  expect(windowOf({ ...seen, total: 3, scrollTop: 56 * 500 })).toEqual({ from: 3, to: 3 });
});

test("before anything is measured nothing is drawn; pulled beyond the top is the top", () => {
  expect(windowOf({ ...seen, height: 0, scrollTop: 0 })).toEqual({ from: 0, to: 0 });
  expect(windowOf({ ...seen, scrollTop: -80 })).toEqual({ from: 0, to: 18 });
});

test("the row with the focus is drawn wherever it is", () => {
  expect(drawn({ from: 2, to: 5 }, 3, 10)).toEqual([2, 3, 4]);
  expect(drawn({ from: 2, to: 5 }, 9, 10)).toEqual([2, 3, 4, 9]);
  expect(drawn({ from: 2, to: 5 }, 0, 10)).toEqual([0, 2, 3, 4]);
  expect(drawn({ from: 2, to: 3 }, 7, 3)).toEqual([2]);
});

test("a row is brought into sight with the least scrolling", () => {
  const place = { scrollTop: 560, height: 560, rowHeight: 56 };
  expect(revealing(12, place)).toBe(560);
  expect(revealing(9, place)).toBe(504);
  expect(revealing(20, place)).toBe(616);
});

test("keys go through the rows and stop at the ends", () => {
  expect(stepRow("ArrowDown", 0, 3, 10)).toBe(1);
  expect(stepRow("ArrowUp", 0, 3, 10)).toBe(0);
  expect(stepRow("ArrowDown", 2, 3, 10)).toBe(2);
  expect(stepRow("PageDown", 5, 10_000, 10)).toBe(14);
  expect(stepRow("PageUp", 5, 10_000, 10)).toBe(0);
  expect(stepRow("End", 5, 10_000, 10)).toBe(9_999);
  expect(stepRow("Home", 5, 10_000, 10)).toBe(0);
  expect(stepRow("a", 5, 10_000, 10)).toBeNull();
  expect(stepRow("ArrowDown", 0, 0, 10)).toBeNull();
});

import { expect, test } from "vitest";
import { numberWritten, written } from "./number.ts";

test.each([
  ["12", 12],
  ["12,50", 12.5],
  ["12.50", 12.5],
  [" 1 200 ", 1200],
  ["-3", -3],
  [",5", 0.5],
  ["", null],
  ["  ", null],
])("%j is %s", (text, value) => {
  expect(numberWritten(text)).toBe(value);
});

test.each(["twaalf", "1e3", "1,2,3", "12 euro", "-"])("%j is no number", (text) => {
  expect(numberWritten(text)).toBeNaN();
});

test("a number is shown with the reader's comma", () => {
  expect(written(1200.5, "nl")).toBe("1200,5");
  expect(written(1200.5, "en")).toBe("1200.5");
  expect(written(null, "nl")).toBe("");
});

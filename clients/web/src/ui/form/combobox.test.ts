import { expect, test } from "vitest";
import { Latest, offered, stepOption } from "./combobox.ts";

const an = { id: 1, label: "An Oeverlant" };
const jonas = { id: 2, label: "Jonas Peeters" };

test("who is chosen already is not offered again, unless only one can be", () => {
  expect(offered([an, jonas], [an], true)).toEqual([jonas]);
  expect(offered([an, jonas], [an], false)).toEqual([an, jonas]);
});

test("arrows go round the options; from the field down to the first and up to the last", () => {
  expect(stepOption("ArrowDown", -1, 3)).toBe(0);
  expect(stepOption("ArrowUp", -1, 3)).toBe(2);
  expect(stepOption("ArrowDown", 2, 3)).toBe(0);
  expect(stepOption("ArrowUp", 0, 3)).toBe(2);
  expect(stepOption("Home", 0, 3)).toBeNull();
  expect(stepOption("ArrowDown", 0, 0)).toBeNull();
});

test("an answer to an older question is dropped, and so is one that is no longer wanted", async () => {
  const latest = new Latest();
  const older = latest.of(Promise.resolve("a"));
  const newer = latest.of(Promise.resolve("an"));
  expect(await older).toBeNull();
  expect(await newer).toBe("an");
  const unwanted = latest.of(Promise.resolve("ann"));
  latest.drop();
  expect(await unwanted).toBeNull();
});

import { expect, test } from "vitest";
import { atPointer, placeMenu, stepFocus } from "./menu.ts";

const SCREEN = { width: 390, height: 844 };
const MENU = { width: 200, height: 150 };

test("a menu opens below the pointer, to the right", () => {
  expect(placeMenu(atPointer({ clientX: 20, clientY: 100 }), MENU, SCREEN)).toEqual({ left: 20, top: 100 });
});

test("at the right edge it opens to the left, at the bottom it opens upward", () => {
  expect(placeMenu(atPointer({ clientX: 380, clientY: 830 }), MENU, SCREEN)).toEqual({ left: 180, top: 680 });
});

test("it never leaves a screen that is too small", () => {
  expect(placeMenu(atPointer({ clientX: 5, clientY: 50 }), { width: 500, height: 80 }, SCREEN).left).toBe(8);
});

test("a button's menu hangs under the button", () => {
  expect(placeMenu({ left: 340, right: 384, top: 10, bottom: 54 }, MENU, SCREEN)).toEqual({ left: 182, top: 54 });
});

test("arrows go round, other keys are not ours", () => {
  expect(stepFocus("ArrowDown", 2, 3)).toBe(0);
  expect(stepFocus("ArrowUp", 0, 3)).toBe(2);
  expect(stepFocus("End", 0, 3)).toBe(2);
  expect(stepFocus("a", 0, 3)).toBeNull();
  expect(stepFocus("ArrowDown", -1, 0)).toBeNull();
});

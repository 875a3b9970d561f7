import { expect, test } from "vitest";
import { shortcutOf, stepRegion } from "./keys.ts";

const NONE = { code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<typeof NONE> = {}) => shortcutOf({ key, ...NONE, ...held });

test("the keys of the design do what it says", () => {
  expect(press("/", { ctrlKey: true })).toBe("help");
  expect(press("/", { ctrlKey: true, shiftKey: true })).toBe("help");
  expect(press("k", { metaKey: true })).toBe("search");
  expect(press("End", { ctrlKey: true })).toBe("newest");
  expect(press("ArrowUp", { altKey: true })).toBe("room-up");
  expect(press("ArrowDown", { altKey: true, shiftKey: true })).toBe("unread-down");
  expect(press("PageUp", { shiftKey: true })).toBe("first-unread");
  expect(press("PageUp")).toBeNull();
  expect(press("U", { ctrlKey: true, shiftKey: true })).toBe("attach");
  expect(press("u", { ctrlKey: true })).toBeNull();
  expect(press("F6")).toBe("next-region");
  expect(press("Escape")).toBe("close");
});

test("no letter alone is a shortcut", () => {
  for (const key of "abcdefghijklmnopqrstuvwxyz/") expect(press(key)).toBeNull();
});

test("AltGr, which some layouts need to write, is left alone", () => {
  expect(press("/", { ctrlKey: true, altKey: true })).toBeNull();
});

test("regions go round both ways", () => {
  expect(stepRegion(-1, 3, 1)).toBe(0);
  expect(stepRegion(2, 3, 1)).toBe(0);
  expect(stepRegion(0, 3, -1)).toBe(2);
});

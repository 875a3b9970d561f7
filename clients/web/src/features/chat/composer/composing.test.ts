import { expect, test } from "vitest";
import { excess, keystroke } from "./composing.ts";

const press = (key: string, given: Partial<KeyboardEvent> = {}) => ({ key, isComposing: false, ...given }) as KeyboardEvent;
const FINE = { fine: true, empty: false };
const COARSE = { fine: false, empty: false };

test("Enter sends with a fine pointer, else it begins a new line", () => {
  expect(keystroke(press("Enter"), FINE)).toBe("send");
  expect(keystroke(press("Enter"), COARSE)).toBeNull();
});

test("Ctrl+Enter always sends, Shift+Enter never", () => {
  expect(keystroke(press("Enter", { ctrlKey: true }), COARSE)).toBe("send");
  expect(keystroke(press("Enter", { metaKey: true }), COARSE)).toBe("send");
  expect(keystroke(press("Enter", { shiftKey: true }), FINE)).toBeNull();
});

test("Enter that chooses a word of an input method sends nothing", () => {
  expect(keystroke(press("Enter", { isComposing: true }), FINE)).toBeNull();
});

test("Up edits the last message only from an empty field", () => {
  expect(keystroke(press("ArrowUp"), { fine: true, empty: true })).toBe("edit-last");
  expect(keystroke(press("ArrowUp"), FINE)).toBeNull();
  expect(keystroke(press("ArrowUp", { altKey: true }), { fine: true, empty: true })).toBeNull();
});

test("Escape cancels", () => expect(keystroke(press("Escape"), FINE)).toBe("cancel"));

test("length is counted by character, not by code unit", () => {
  expect(excess("🎶".repeat(10_000))).toBe(0);
  expect(excess("a".repeat(10_003))).toBe(3);
});

import { expect, test } from "vitest";
import { isEmojiOnly, oneLine } from "./wording.ts";

test("one to three emoji are drawn large", () => {
  expect(isEmojiOnly("🎶")).toBe(true);
  expect(isEmojiOnly("👩‍👩‍👧 🎉")).toBe(true);
  expect(isEmojiOnly("🎶🎶🎶🎶")).toBe(false);
  expect(isEmojiOnly("3")).toBe(false);
  expect(isEmojiOnly("ja 🎶")).toBe(false);
  expect(isEmojiOnly("")).toBe(false);
});

test("a line in the list has no line ends", () => {
  expect(oneLine(" Tot\n\ndonderdag  ")).toBe("Tot donderdag");
});

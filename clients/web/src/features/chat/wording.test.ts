import { expect, test } from "vitest";
import { isEmojiOnly, oneLine, pieces } from "./wording.ts";

test("addresses become links, the sentence around them stays", () => {
  expect(pieces("Partituur: https://koor.example/p?id=3. Tot dan!")).toEqual([
    { text: "Partituur: " },
    { text: "https://koor.example/p?id=3", href: "https://koor.example/p?id=3" },
    { text: ". Tot dan!" },
  ]);
});

test("an address without scheme is opened over https", () => {
  expect(pieces("www.koor.example")[0]?.href).toBe("https://www.koor.example");
});

test("balanced brackets belong to the address, the reader's own do not", () => {
  expect(pieces("https://w.example/Mis_(muziek)")[0]?.text).toBe("https://w.example/Mis_(muziek)");
  expect(pieces("(zie https://w.example/mis)")[1]?.text).toBe("https://w.example/mis");
});

test("other schemes are never links", () => {
  expect(pieces("javascript:alert(1) data:text/html,x")).toEqual([{ text: "javascript:alert(1) data:text/html,x" }]);
});

test("text without address is one piece", () => {
  expect(pieces("Tot donderdag\nom acht uur")).toEqual([{ text: "Tot donderdag\nom acht uur" }]);
  expect(pieces("")).toEqual([]);
});

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

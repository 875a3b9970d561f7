import { expect, test } from "vitest";
import { emojiAt, mentionAt, offered, toNames, toTokens } from "./mention_typing.ts";

const people = [
  { name: "An Claes", token: "<@1>", hint: "" },
  { name: "An", token: "<@2>", hint: "" },
  { name: "Hélène D'Hondt", token: "<@3>", hint: "" },
  { name: "Sopranen (1)", token: "<@group:4>", hint: "Groep" },
  { name: "iedereen", token: "<@everyone>", hint: "" },
];

test("a name is being typed behind an @ at the beginning of a word", () => {
  expect(mentionAt("Dag @an cl", 10)).toEqual({ from: 4, until: 10, query: "an cl" });
  expect(mentionAt("@", 1)).toEqual({ from: 0, until: 1, query: "" });
  expect(mentionAt("info@koor", 9)).toBeNull();
  expect(mentionAt("Dag @an\nen", 10)).toBeNull();
  expect(mentionAt("Dag @an en", 7)).toEqual({ from: 4, until: 7, query: "an" });
});

test("an emoji is being typed behind a colon and two letters", () => {
  expect(emojiAt("Mooi :no", 8)).toEqual({ from: 5, until: 8, query: "no" });
  expect(emojiAt(":noot", 5)).toEqual({ from: 0, until: 5, query: "noot" });
  for (const text of [":n", ":)", "om 19:30", "let op:nu", "https://koor", ": noot"]) expect(emojiAt(text, text.length)).toBeNull();
});

test("names are offered by the beginnings of their words, accents aside", () => {
  expect(offered("hel", people).map(({ name }) => name)).toEqual(["Hélène D'Hondt"]);
  expect(offered("an", people).map(({ name }) => name)).toEqual(["An Claes", "An"]);
  expect(offered("", people)).toHaveLength(5);
  expect(offered("an  ", people)).toEqual([]);
});

test("names become tokens, the longest first, and tokens become names again", () => {
  const typed = "@An Claes en @An, @Sopranen (1) en @iedereen: @Anna en a@An";
  const wire = "<@1> en <@2>, <@group:4> en <@everyone>: @Anna en a<@2>";
  expect(toTokens(typed, people)).toBe(wire);
  const names = (who: string) => people.find(({ token }) => token === `<@${who}>`)?.name ?? "";
  expect(toNames("<@1> en <@9>", names)).toBe("@An Claes en <@9>");
  expect(toTokens(toNames("<@3>!", names), people)).toBe("<@3>!");
});

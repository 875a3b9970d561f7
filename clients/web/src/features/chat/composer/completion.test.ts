import { expect, test } from "vitest";
import type { CommandSpec } from "../../../generated/api.ts";
import { complete, isCommand } from "./completion.ts";

const SPECS: CommandSpec[] = [
  {
    name: "attendance.show",
    words: { nl: "aanwezigheid toon", en: "attendance show" },
    help: { nl: "Wie komt er?", en: "Who comes?" },
    parameters: [{ name: "activiteit", kind: "occurrence", required: true, choices: null }],
  },
  {
    name: "occurrence.next",
    words: { nl: "agenda volgende", en: "agenda next" },
    help: { nl: "Wat is er eerst?", en: "What comes first?" },
    parameters: [{ name: "aantal", kind: "int", required: false, choices: null }],
  },
];

test("a slash alone offers every command, in the reader's language", () => {
  expect(complete("/", SPECS, "nl").map(({ phrase }) => phrase)).toEqual(["aanwezigheid toon", "agenda volgende"]);
  expect(complete("/", SPECS, "en").map(({ phrase }) => phrase)).toEqual(["agenda next", "attendance show"]);
});

test("words of the other language are understood too", () => {
  expect(complete("/att", SPECS, "nl")).toEqual([
    {
      name: "attendance.show",
      insert: "/attendance show ",
      phrase: "attendance show",
      parameters: "<activiteit>",
      help: "Wie komt er?",
    },
  ]);
});

test("the help stays while values are typed", () => {
  expect(complete("/agenda volgende 3", SPECS, "nl").map(({ parameters }) => parameters)).toEqual(["[aantal]"]);
});

test("nothing is offered for prose, unknown words or several lines", () => {
  expect(complete("en/of", SPECS, "nl")).toEqual([]);
  expect(complete("/xyz", SPECS, "nl")).toEqual([]);
  expect(complete("/agenda\n", SPECS, "nl")).toEqual([]);
});

test("a slash goes to a bot only where commands are known, so that a typing error is never posted to all", () => {
  expect(isCommand("/aanwezigheit toon", SPECS)).toBe(true);
  expect(isCommand("/agenda", [])).toBe(false);
  expect(isCommand("/ dat is geen opdracht", SPECS)).toBe(false);
});

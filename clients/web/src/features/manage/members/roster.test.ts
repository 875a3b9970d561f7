import { expect, test } from "vitest";
import { narrowed, rosterAsked } from "./roster.ts";

const NAME = { key: "name", descending: false };

function asked(query: string) {
  const said = new URLSearchParams(query);
  return {
    text: (name: string) => said.get(name),
    number: (name: string) => (/^\d+$/.test(said.get(name) ?? "") ? Number(said.get(name)) : null),
  };
}

test("without filters everybody is asked for by name", () => {
  const given = rosterAsked(7, asked(""), NAME);
  expect(given).toEqual({ organisation: 7, sort: ["name"] });
  expect(narrowed(given)).toBe(false);
});

test("every filter of the address is passed on", () => {
  const given = rosterAsked(7, asked("q=an+p&group=3&function=4&season=5&membership=6&selection=8&login=invited&kind=company"), {
    key: "town",
    descending: true,
  });
  expect(given).toEqual({
    organisation: 7,
    search: "an p",
    group: 3,
    function: 4,
    season: 5,
    membership: 6,
    selection: 8,
    login: "invited",
    kind: "company",
    sort: ["town:desc", "name"],
  });
  expect(narrowed(given)).toBe(true);
});

test("nobody's group and nobody's membership are questions of their own", () => {
  expect(rosterAsked(7, asked("group=none&membership=none&kind=removed"), NAME)).toEqual({
    organisation: 7,
    without_group: true,
    without_membership: true,
    removed: true,
    sort: ["name"],
  });
});

test("what does not fit is left out", () => {
  expect(rosterAsked(7, asked("group=x&login=maybe&kind=robot&q=+"), NAME)).toEqual({ organisation: 7, sort: ["name"] });
});

test("a season alone narrows nothing", () => {
  expect(narrowed(rosterAsked(7, asked("season=5"), NAME))).toBe(false);
});

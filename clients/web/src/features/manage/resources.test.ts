import { expect, test } from "vitest";
import type { ResourceView } from "../../generated/api.ts";
import { arranged, type Asked, filledFrom, fits, given, kindNamed } from "./resources.ts";

const resource = (id: number, name: string, more: Partial<ResourceView> = {}): ResourceView => ({
  id,
  organisation: 7,
  name,
  kind: "hall",
  capacity: null,
  place: null,
  remarks: null,
  picture: null,
  created_at: "2026-09-01T18:00:00Z",
  closed_at: null,
  ...more,
});
const all = [
  resource(1, "Parochiezaal", { capacity: 120, place: "Kerkstraat 4" }),
  resource(2, "Élan", { kind: "room", capacity: 30 }),
  resource(3, "Vleugel", { kind: "instrument", place: "Parochiezaal" }),
  resource(4, "Oude kapel", { closed_at: "2026-10-01T18:00:00Z" }),
];
const asked: Asked = { query: "", kind: null, closed: false, sort: { key: "name", descending: false }, language: "nl" };
const ids = (more: Partial<Asked>) => arranged(all, { ...asked, ...more }).map(({ id }) => id);

test("what is out of use is shown only when asked, the rest by name", () => {
  expect(ids({})).toEqual([2, 1, 3]);
  expect(ids({ closed: true })).toEqual([2, 4, 1, 3]);
});

test("a list is narrowed by kind, by name and by place, accents aside", () => {
  expect(ids({ kind: "room" })).toEqual([2]);
  expect(ids({ query: "elan" })).toEqual([2]);
  expect(ids({ query: "parochie" })).toEqual([1, 3]);
});

test("a list is ordered by how many fit; what has no number comes before all", () => {
  expect(ids({ sort: { key: "capacity", descending: true } })).toEqual([1, 2, 3]);
});

test("what is left empty is left out, so that it is taken away", () => {
  expect(given({ ...filledFrom(all[0] ?? null), capacity: null, place: " " })).toEqual({ name: "Parochiezaal", kind: "hall" });
  expect(given(filledFrom(all[0] ?? null))).toEqual({
    name: "Parochiezaal",
    kind: "hall",
    capacity: 120,
    place: "Kerkstraat 4",
  });
  expect(filledFrom(null)).toMatchObject({ name: "", kind: "hall", capacity: null });
});

test("a number of people is whole, and has an end", () => {
  expect([null, 0, 100_000].map(fits)).toEqual([true, true, true]);
  expect([-1, 1.5, 100_001, Number.NaN].map(fits)).toEqual([false, false, false, false]);
});

test("a kind in an address counts only when there is one of that name", () => {
  expect(kindNamed("vehicle")).toBe("vehicle");
  expect(kindNamed("kerk")).toBeNull();
  expect(kindNamed(null)).toBeNull();
});

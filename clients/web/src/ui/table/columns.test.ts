import { expect, test } from "vitest";
import { cardPlace, type Column, fitting, nameOf, pressed, sortNamed, tracksOf } from "./columns.ts";

const columns: Column<{ name: string }>[] = [
  { key: "name", label: "Naam", width: "2fr", sortable: true },
  { key: "groups", label: "Groepen", above: 800 },
  { key: "joined", label: "Lid sinds", width: "120px", sortable: true, card: "side" },
];

test("an order goes into the query and comes out of it", () => {
  expect(sortNamed("-joined", columns)).toEqual({ key: "joined", descending: true });
  expect(nameOf({ key: "joined", descending: true })).toBe("-joined");
  expect(nameOf({ key: "name", descending: false })).toBe("name");
});

test.each(["groups", "-groups", "iets", "", "-", null])("nothing is ordered by %s", (text) => {
  expect(sortNamed(text, columns)).toBeNull();
});

test("a head sorts ascending first, then the other way, and another column begins anew", () => {
  const first = pressed("name", null);
  expect(first).toEqual({ key: "name", descending: false });
  expect(pressed("name", first)).toEqual({ key: "name", descending: true });
  expect(pressed("joined", pressed("name", first))).toEqual({ key: "joined", descending: false });
});

test("a narrow list leaves columns out, and a share may shrink", () => {
  expect(fitting(columns, 799).map(({ key }) => key)).toEqual(["name", "joined"]);
  expect(tracksOf(columns, true)).toBe("var(--target) minmax(0, 2fr) minmax(0, 1fr) 120px");
});

test("a card has a title and a line; a column may choose its own place", () => {
  expect(columns.map(cardPlace)).toEqual(["title", "line", "side"]);
  expect(cardPlace({ key: "phone", label: "Telefoon" }, 4)).toBe("hidden");
});

import { expect, test } from "vitest";
import type { GroupView, SeasonView } from "../../generated/api.ts";
import { arranged, seasonShown } from "./groups.ts";

const season = (id: number, first_day: string, current = false): SeasonView => ({
  id,
  organisation: 1,
  name: first_day.slice(0, 4),
  first_day,
  last_day: "2030-08-31",
  current,
  active: true,
  closed_at: null,
});
const kept = { abbreviation: null, type: null, composition: null };
const group = (name: string, members: number): GroupView => ({ id: members, organisation: 1, name, season: 1, members, ...kept });

test("the season asked for is shown, else today's, else the latest", () => {
  const seasons = [season(1, "2024-09-01"), season(2, "2026-09-01", true), season(3, "2027-09-01")];
  expect(seasonShown(seasons, 1)?.id).toBe(1);
  expect(seasonShown(seasons, 9)?.id).toBe(2);
  expect(seasonShown(seasons, null)?.id).toBe(2);
  expect(seasonShown([season(1, "2024-09-01"), season(3, "2027-09-01")], null)?.id).toBe(3);
  expect(seasonShown([], null)).toBeNull();
});

test("groups are found whatever their accents, and ordered by name or by members", () => {
  const groups = [group("Sopranen", 17), group("Álten", 12), group("Bestuur", 5), group("Bassen", 12)];
  const names = (query: string, key: string, descending = false) =>
    arranged(groups, { query, sort: { key, descending }, language: "nl" }).map(({ name }) => name);
  expect(names("", "name")).toEqual(["Álten", "Bassen", "Bestuur", "Sopranen"]);
  expect(names("alt", "name")).toEqual(["Álten"]);
  expect(names("", "members", true)).toEqual(["Sopranen", "Álten", "Bassen", "Bestuur"]);
});

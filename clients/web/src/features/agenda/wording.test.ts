import { expect, test } from "vitest";
import type { OccurrenceView } from "../../generated/api.ts";
import { nl } from "../../language/nl.ts";
import { addressOf, daysOf, hours } from "./wording.ts";

function occurrence(local_start: string, local_end: string, all_day = false): OccurrenceView {
  return {
    id: 98,
    organisation: 1,
    series: 1,
    group: null,
    title: "Repetitie",
    place: null,
    remarks: null,
    starts_at: `${local_start}Z`,
    ends_at: `${local_end}Z`,
    local_start,
    local_end,
    zone: "Europe/Brussels",
    all_day,
    state: "planned",
    answer_until: null,
    rev: 1,
  };
}

const said = (given: OccurrenceView) => [hours(given, "nl", nl.agenda), daysOf(given, "2026-11-26", "nl")];

test("an evening has its hours", () => {
  expect(said(occurrence("2026-11-26T20:00:00", "2026-11-26T22:00:00"))).toEqual(["20:00–22:00", "donderdag 26 november"]);
});

test("a feast until two is one evening", () => {
  expect(said(occurrence("2026-11-28T21:00:00", "2026-11-29T02:00:00"))).toEqual(["21:00–02:00", "zaterdag 28 november"]);
});

test("a whole day has no hours", () => {
  expect(said(occurrence("2026-11-28T00:00:00", "2026-11-29T00:00:00", true))).toEqual(["Hele dag", "zaterdag 28 november"]);
});

test("a weekend names its last day", () => {
  expect(said(occurrence("2026-11-28T00:00:00", "2026-11-30T00:00:00", true))).toEqual([
    "Hele dag, tot en met zo 29 nov",
    "zaterdag 28 november – zondag 29 november",
  ]);
  expect(hours(occurrence("2026-11-27T18:00:00", "2026-11-29T16:00:00"), "nl", nl.agenda)).toBe("18:00, tot en met zo 29 nov");
});

test("an activity has an address with its month", () => {
  expect(addressOf(occurrence("2026-11-26T20:00:00", "2026-11-26T22:00:00"))).toBe("/agenda/2026-11/98");
});

import { describe, expect, test } from "vitest";
import type { OccurrenceView } from "../../generated/api.ts";
import { lastDay, plan, upcoming, type AgendaDay } from "./planning.ts";

const TODAY = "2026-11-26";

function occurrence(id: number, start: string, given: Partial<OccurrenceView> = {}): OccurrenceView {
  const end = given.local_end ?? `${start.slice(0, 11)}22:00:00`;
  return {
    id,
    organisation: 1,
    series: 1,
    group: null,
    title: "Repetitie",
    place: "Zaal De Kring",
    remarks: null,
    starts_at: `${start}Z`,
    ends_at: `${end}Z`,
    local_start: start,
    local_end: end,
    zone: "Europe/Brussels",
    all_day: false,
    state: "planned",
    answer_until: null,
    rev: id,
    ...given,
  };
}

const listed = (days: AgendaDay[]) => days.map(({ day, occurrences }) => [day, ...occurrences.map(({ id }) => id)]);

describe("the plan", () => {
  test("tells what is over, what comes this week and what comes later", () => {
    const found = plan(
      [
        occurrence(4, "2026-12-03T20:00:00"),
        occurrence(3, "2026-11-29T10:00:00"),
        occurrence(2, "2026-11-26T20:00:00"),
        occurrence(1, "2026-11-24T20:00:00"),
      ],
      TODAY,
    );
    expect(listed(found.earlier)).toEqual([["2026-11-24", 1]]);
    expect(listed(found.thisWeek)).toEqual([
      ["2026-11-26", 2],
      ["2026-11-29", 3],
    ]);
    expect(listed(found.later)).toEqual([["2026-12-03", 4]]);
  });

  test("puts what lasts all day before what begins early", () => {
    const weekend = occurrence(2, "2026-11-28T00:00:00", { all_day: true, local_end: "2026-11-30T00:00:00" });
    const found = plan([occurrence(1, "2026-11-28T00:00:00", { starts_at: "2026-11-27T00:00:00Z" }), weekend], TODAY);
    expect(listed(found.thisWeek)).toEqual([["2026-11-28", 2, 1]]);
  });

  test("shows under today what began before and still goes on", () => {
    const trip = occurrence(1, "2026-11-25T09:00:00", { local_end: "2026-11-27T18:00:00" });
    expect(listed(plan([trip], TODAY).thisWeek)).toEqual([["2026-11-26", 1]]);
  });

  test("an end at midnight belongs to the day before", () => {
    expect(lastDay(occurrence(1, "2026-11-28T00:00:00", { local_end: "2026-11-30T00:00:00" }))).toBe("2026-11-29");
    expect(lastDay(occurrence(1, "2026-11-28T20:00:00", { local_end: "2026-11-29T01:00:00" }))).toBe("2026-11-29");
  });
});

describe("what comes first", () => {
  const now = new Date("2026-11-26T21:00:00Z");

  test("is what still goes on, before what is to come", () => {
    const going = occurrence(1, "2026-11-26T20:00:00");
    expect(upcoming([occurrence(2, "2026-12-03T20:00:00"), going], now)?.id).toBe(1);
  });

  test("is never cancelled or over", () => {
    const cancelled = occurrence(1, "2026-11-27T20:00:00", { state: "cancelled" });
    const over = occurrence(2, "2026-11-20T20:00:00");
    expect(upcoming([cancelled, over], now)).toBeNull();
  });
});

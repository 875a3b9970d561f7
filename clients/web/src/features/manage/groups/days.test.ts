import { expect, test } from "vitest";
import { clockOf, dayWithin, fullDay, minutesOf, standsOn, today } from "./days.ts";

test("a day is written out, and today is that of the reader's own clock", () => {
  expect(fullDay("2026-11-26", "nl")).toBe("26 november 2026");
  expect(today(new Date(2026, 0, 5, 23, 59))).toBe("2026-01-05");
});

test("times are read as people write them", () => {
  expect(["20:00", "20u30", "9", "20.15", "24:00"].map(minutesOf)).toEqual([1200, 1230, 540, 1215, 1440]);
  expect(["", "25:00", "20:60", "acht", "24:01"].map(minutesOf)).toEqual([null, null, null, null, null]);
  expect([1200, 0, 1440, null].map(clockOf)).toEqual(["20:00", "00:00", "24:00", ""]);
});

test("somebody stands there from the first until the last day, both included", () => {
  const placed = { from_day: "2026-10-01", until_day: "2026-12-31" };
  expect(["2026-09-30", "2026-10-01", "2026-12-31", "2027-01-01"].map((day) => standsOn(placed, day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(standsOn({ from_day: null, until_day: null }, "2026-01-01")).toBe(true);
});

test("a day is kept within its season", () => {
  const season = { first_day: "2026-09-01", last_day: "2027-08-31" };
  expect(["2026-01-01", "2026-11-26", "2028-01-01"].map((day) => dayWithin(day, season))).toEqual([
    "2026-09-01",
    "2026-11-26",
    "2027-08-31",
  ]);
});

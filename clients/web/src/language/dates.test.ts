import { describe, expect, test } from "vitest";
import {
  addDays,
  clock,
  dayHeading,
  dayOf,
  daysBetween,
  leaf,
  listStamp,
  longDay,
  mondayOf,
  relativeMoment,
  sameClock,
  shortDay,
  wallClock,
  wallDay,
} from "./dates.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

const ZONE = "Europe/Brussels";
const NOW = new Date("2026-11-26T19:30:00Z");
const TODAY = "2026-11-26";

describe("moments", () => {
  test("a clock shows the hour of the zone, never am or pm", () => {
    expect(clock("2026-11-26T19:00:00Z", "nl", ZONE)).toBe("20:00");
    expect(clock("2026-07-26T23:05:00Z", "en", ZONE)).toBe("01:05");
  });

  test("a day belongs to the zone, also just past midnight", () => {
    expect(dayOf("2026-11-26T23:30:00Z", ZONE)).toBe("2026-11-27");
    expect(dayOf("2026-11-26T23:30:00Z", "UTC")).toBe("2026-11-26");
  });

  test("a zone with the same wall clock needs no mention", () => {
    expect(sameClock("2026-11-26T19:00:00Z", Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(true);
    expect(sameClock("2026-11-26T19:00:00Z", "Pacific/Kiritimati")).toBe(false);
  });
});

describe("days", () => {
  test("days are counted over the change to summer time", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2026-03-30", "2026-03-28")).toBe(-2);
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  });

  test("a week begins on Monday", () => {
    expect(mondayOf("2026-11-26")).toBe("2026-11-23");
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
    expect(mondayOf("2026-11-23")).toBe("2026-11-23");
  });

  test("a day is written out in both languages, with the year only when it differs", () => {
    expect(longDay("2026-12-03", TODAY, "nl")).toBe("donderdag 3 december");
    expect(longDay("2026-12-03", TODAY, "en")).toBe("Thursday 3 December");
    expect(longDay("2027-01-07", TODAY, "nl")).toBe("donderdag 7 januari 2027");
    expect(shortDay("2026-12-03", TODAY, "nl")).toBe("do 3 dec");
    expect(shortDay("2026-12-03", TODAY, "en")).toBe("Thu 3 Dec");
  });

  test("days and months are called what the browser calls them", () => {
    for (const [language, locale] of [["nl", "nl-BE"], ["en", "en-GB"]] as const) {
      const called = new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
      for (let days = 0; days < 365; days += 1) {
        const day = addDays("2026-01-01", days);
        expect(longDay(day, TODAY, language)).toBe(called.format(new Date(`${day}T12:00:00Z`)).replace(",", ""));
      }
    }
    expect(shortDay("2026-03-03", TODAY, "nl")).toBe("di 3 mrt");
  });

  test("the days around today have a name", () => {
    expect(dayHeading("2026-11-26", TODAY, "nl", nl.dates)).toBe("Vandaag");
    expect(dayHeading("2026-11-25", TODAY, "en", en.dates)).toBe("Yesterday");
    expect(dayHeading("2026-11-27", TODAY, "nl", nl.dates)).toBe("Morgen");
    expect(dayHeading("2026-11-28", TODAY, "nl", nl.dates)).toBe("zaterdag 28 november");
  });

  test("a calendar leaf has a weekday, a number and a month", () => {
    expect(leaf("2026-12-03", "nl")).toEqual({ weekday: "do", number: "3", month: "dec" });
  });
});

describe("the stamp in the chat list", () => {
  const stamp = (moment: string) => listStamp(moment, NOW, "nl", nl.dates, ZONE);
  test("is a time today", () => expect(stamp("2026-11-26T08:04:00Z")).toBe("09:04"));
  test("is a word for yesterday", () => expect(stamp("2026-11-25T08:04:00Z")).toBe("Gisteren"));
  test("is a weekday in the past week", () => expect(stamp("2026-11-22T08:04:00Z")).toBe("zondag"));
  test("is a date this year", () => expect(stamp("2026-11-03T08:04:00Z")).toBe("3 nov"));
  test("has the year before that", () => expect(stamp("2025-11-03T08:04:00Z")).toBe("3/11/2025"));
  test("is a time when the other's clock is ahead of ours", () => expect(stamp("2026-11-27T08:04:00Z")).toBe("09:04"));
});

describe("a relative moment", () => {
  const said = (moment: string) => relativeMoment(moment, NOW, "nl", nl.dates, ZONE);
  test("is just now within a minute", () => expect(said("2026-11-26T19:29:30Z")).toBe("zojuist"));
  test("counts minutes within the hour", () => expect(said("2026-11-26T19:18:00Z")).toBe("12 min geleden"));
  test("names the hour today", () => expect(said("2026-11-26T08:00:00Z")).toBe("vandaag om 09:00"));
  test("names yesterday", () => expect(said("2026-11-25T08:00:00Z")).toBe("gisteren om 09:00"));
  test("names the day before that", () => expect(said("2026-11-03T08:00:00Z")).toBe("dinsdag 3 november om 09:00"));
});

test("a wall clock is read as written, whatever the zone of the reader", () => {
  expect(wallClock("2026-11-26T20:00:00")).toBe("20:00");
  expect(wallDay("2026-11-26T20:00:00")).toBe("2026-11-26");
});

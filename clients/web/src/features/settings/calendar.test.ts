import { expect, test } from "vitest";
import { calendarClients } from "./calendar.ts";

test("each calendar program gets the form it understands", () => {
  const found = calendarClients("https://akkoord.example/calendar/s3cret.ics", "Koor De Rietvink");
  expect(found.apple).toBe("webcal://akkoord.example/calendar/s3cret.ics");
  expect(found.google).toBe(
    "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fakkoord.example%2Fcalendar%2Fs3cret.ics",
  );
  expect(found.outlook).toBe(
    "https://outlook.live.com/calendar/0/addfromweb?url=https%3A%2F%2Fakkoord.example%2Fcalendar%2Fs3cret.ics&name=Koor%20De%20Rietvink",
  );
});

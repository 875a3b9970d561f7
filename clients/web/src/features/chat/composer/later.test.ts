import { expect, test } from "vitest";
import { suggestions, wallIn } from "./later.ts";

test("suggests this evening, tomorrow morning and monday, and no evening that has passed", () => {
  expect(suggestions("2026-11-25T18:04").map(({ at }) => at)).toEqual(["2026-11-25T19:00", "2026-11-26T08:00", "2026-11-30T09:00"]);
  expect(suggestions("2026-11-30T19:00").map(({ at }) => at)).toEqual(["2026-12-01T08:00", "2026-12-07T09:00"]);
  expect(suggestions("2026-11-29T12:00").at(-1)?.at).toBe("2026-11-30T09:00");
});

test("reads the clock of the organisation", () => {
  expect(wallIn("Europe/Brussels", new Date("2026-11-25T17:04:00Z"))).toBe("2026-11-25T18:04");
});

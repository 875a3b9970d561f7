import { expect, test } from "vitest";
import { following } from "./season_days.ts";

test("a new season follows the latest, and the first one lies around today", () => {
  const november = new Date(2026, 10, 26);
  expect(following({ last_day: "2027-08-31" }, november)).toEqual({
    name: "2027-2028",
    first_day: "2027-09-01",
    last_day: "2028-08-31",
  });
  expect(following(null, november)).toEqual({ name: "2026-2027", first_day: "2026-09-01", last_day: "2027-08-31" });
  expect(following(null, new Date(2027, 0, 5)).first_day).toBe("2026-09-01");
  expect(following({ last_day: "2026-12-31" }, november)).toEqual({
    name: "2027",
    first_day: "2027-01-01",
    last_day: "2027-12-31",
  });
});

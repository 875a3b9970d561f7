import { expect, test } from "vitest";
import type { OccurrenceView } from "../../generated/api.ts";
import { activitiesWith, chosenIn, wide, without } from "./narrowing.ts";

const now = new Date("2026-11-26T19:30:00Z");

function planned(id: number, day: string, title = "Repetitie"): OccurrenceView {
  const starts_at = `${day}T19:00:00Z`;
  return { id, title, place: "Sint-Janskerk", starts_at, ends_at: `${day}T21:00:00Z`, local_start: `${day}T20:00:00` } as OccurrenceView;
}

const season = [
  planned(1, "2026-09-03"),
  planned(2, "2026-10-01"),
  planned(3, "2026-11-26"),
  planned(4, "2026-12-03"),
  planned(5, "2026-12-12", "Kerstconcert"),
];
const ids = (listed: OccurrenceView[]) => listed.map(({ id }) => id);

test("what is going on and what comes next stands above what is over, and of that the latest comes first", () => {
  expect(ids(activitiesWith("repetitie", season, wide(null), now))).toEqual([3, 4, 2, 1]);
  expect(ids(activitiesWith("sint", season, wide(null), now))).toEqual([3, 4, 5, 2, 1]);
  expect(activitiesWith(" ", season, wide(null), now)).toEqual([]);
});

test("a period narrows activities, both its days included; who wrote and other kinds are of messages only", () => {
  const narrowed = wide(null);
  expect(ids(activitiesWith("repetitie", season, { ...narrowed, from: "2026-10-01", until: "2026-11-26" }, now))).toEqual([3, 2]);
  expect(ids(activitiesWith("repetitie", season, { ...narrowed, kind: "activity" }, now))).toEqual([3, 4, 2, 1]);
  for (const chosen of [{ author: 7 }, { conversation: 7 }, { kind: "file" }] as const) {
    expect(activitiesWith("repetitie", season, { ...narrowed, ...chosen }, now)).toEqual([]);
  }
});

test("the two ends of a period are one choice, and the conversation in which one searches is none", () => {
  const narrowed = { conversation: 3, author: 7, kind: "picture", from: "2026-10-01", until: "2026-10-31" } as const;
  expect(chosenIn(narrowed, null)).toEqual(["author", "kind", "conversation", "period"]);
  expect(chosenIn(narrowed, 3)).toEqual(["author", "kind", "period"]);
  expect(chosenIn(without(narrowed, "period"), 3)).toEqual(["author", "kind"]);
  expect(chosenIn(wide(3), 3)).toEqual([]);
});

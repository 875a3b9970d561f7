import { expect, test } from "vitest";
import type { PollView } from "../../generated/api.ts";
import { counted, dateText, isClosed, pressed, share, taken, valued } from "./counting.ts";

const poll: PollView = {
  id: 1,
  organisation: 1,
  conversation: 2,
  message: 3,
  seq: 4,
  kind: "choice",
  title: "Welk stuk openen we?",
  options: [
    { id: 10, text: "Ave verum", yes: 3 },
    { id: 11, text: "Locus iste", yes: 1, places: 4 },
  ],
  creator: 5,
  created_at: "2026-11-25T20:00:00Z",
  rev: 6,
};

test("one's own answer is counted at once, and what it was before is not", () => {
  const [first, second] = counted(poll, [{ option: 10 }], [{ option: 11 }]);
  expect([first?.yes, first?.own]).toEqual([2, null]);
  expect([second?.yes, second?.own]).toEqual([2, "yes"]);
});

test("a single choice replaces the other, several stand beside each other, and a press again takes back", () => {
  expect(pressed(poll, [{ option: 10 }], 11, true)).toEqual([{ option: 11 }]);
  expect(pressed({ ...poll, several: true }, [{ option: 10 }], 11, true)).toEqual([{ option: 10 }, { option: 11 }]);
  expect(pressed(poll, [{ option: 10 }], 10, false)).toEqual([]);
});

test("dates are answered one by one and places by number", () => {
  expect(valued([{ option: 10, value: "no" }], 10, "maybe")).toEqual([{ option: 10, value: "maybe" }]);
  expect(taken([], 10, 2)).toEqual([{ option: 10, count: 2 }]);
  expect(taken([{ option: 10, count: 2 }], 10, 0)).toEqual([]);
});

test("a bar is measured by the places, or by the option with the most", () => {
  const options = counted(poll, [], []);
  expect(options.map((each) => share(options, each))).toEqual([1, 0.25]);
});

test("a poll is closed by its moment too, and a day without an hour has none", () => {
  const moment = new Date("2026-11-25T20:00:00Z");
  expect(isClosed({ ...poll, closes_at: "2026-11-25T20:00:00Z" }, moment)).toBe(true);
  expect(isClosed({ ...poll, closes_at: "2026-11-25T20:01:00Z" }, moment)).toBe(false);
  expect(dateText("2026-12-03", "2026-11-25", "nl")).toBe("donderdag 3 december");
  expect(dateText("2026-12-03T20:00:00", "2026-11-25", "nl", true)).toBe("do 3 dec, 20:00");
});

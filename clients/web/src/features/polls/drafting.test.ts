import { expect, test } from "vitest";
import type { PollView } from "../../generated/api.ts";
import { draftFrom, emptyDraft, emptyLine, optionsOf, writtenIn } from "./drafting.ts";

const earlier: PollView = {
  id: 1,
  organisation: 1,
  conversation: 2,
  message: 3,
  seq: 4,
  kind: "dates",
  title: "Wanneer komt een extra repetitie uit?",
  options: [
    { id: 10, text: "Parochiezaal", local_start: "2026-11-20T20:00:00", minutes: 90 },
    { id: 11, text: "", local_start: "2026-12-04", minutes: 1440 },
  ],
  creator: 5,
  created_at: "2026-11-10T20:00:00Z",
  rev: 6,
};

test("asked again, a day that is over is to be chosen anew, and the others stay", () => {
  const draft = draftFrom(earlier, "2026-11-26");
  expect(draft.title).toBe(earlier.title);
  expect(draft.lines.map(({ day, time, text }) => [day, time, text])).toEqual([
    [null, "20:00", "Parochiezaal"],
    ["2026-12-04", "", ""],
  ]);
  expect(optionsOf(draft)).toEqual([{ text: "", local_start: "2026-12-04" }]);
});

test("an empty form holds nothing, whatever is asked and however many lines it has", () => {
  const empty = writtenIn(emptyDraft());
  expect(writtenIn({ ...emptyDraft(), kind: "list", lines: [emptyLine(), emptyLine("19:00"), emptyLine()] })).toBe(empty);
});

test.each([
  { title: "Wie rijdt?" },
  { description: "Voor het concert" },
  { anonymous: true },
  { closingDay: "2026-12-01" },
  { administrators: [7] },
  { lines: [{ ...emptyLine(), text: "Taart" }] },
  { lines: [{ ...emptyLine(), day: "2026-12-01" }] },
])("what one fills in would be lost: %j", (filled) => {
  expect(writtenIn({ ...emptyDraft(), ...filled })).not.toBe(writtenIn(emptyDraft()));
});

import { expect, test } from "vitest";
import type { ParticipantView } from "../../../generated/api.ts";
import { othersThan, readersOf } from "./readers.ts";

const message = { seq: 4, author: 1 };
const seat = (contact: number, left_at: string | null = null): ParticipantView => ({
  id: contact,
  organisation: 1,
  conversation: 1,
  contact,
  from_seq: 1,
  joined_at: "2026-11-26T09:00:00Z",
  left_at,
  rev: 1,
});

test("who read as far as a message read it, and its author is not among them", () => {
  const reads = [
    { contact: 1, seq: 9 },
    { contact: 2, seq: 4 },
    { contact: 3, seq: 3 },
    { contact: 2, seq: 5 },
  ];
  expect(readersOf(message, reads)).toEqual([2]);
});

test("the others sit there still, whether they did not read it or do not tell", () => {
  const seats = [seat(1), seat(2), seat(3), seat(4), seat(5, "2026-11-26T10:00:00Z"), seat(3)];
  expect(othersThan([2], message, seats)).toEqual([3, 4]);
});

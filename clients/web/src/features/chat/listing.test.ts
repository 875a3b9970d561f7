import { expect, test } from "vitest";
import type { ConversationRow } from "../../state/rows.ts";
import { found, listed, neighbour } from "./listing.ts";

function row(id: number, title: string, given: { unread?: number; direct?: boolean } = {}): ConversationRow {
  return {
    conversation: {
      id,
      organisation: 1,
      kind: given.direct ? "direct" : "group",
      title: given.direct ? null : title,
      group: null,
      created_at: "2026-09-01T10:00:00Z",
      closed_at: null,
      rev: id,
    },
    title,
    last: null,
    unread: given.unread ?? 0,
    mine: null,
  };
}

const ROWS = [row(1, "Sopranen", { unread: 3 }), row(2, "Élise Maes", { direct: true }), row(3, "Kerstconcert", { unread: 1 })];
const ids = (rows: ConversationRow[]) => rows.map(({ conversation }) => conversation.id);

test("filters keep the unread ones or the groups", () => {
  expect(ids(listed(ROWS, "all", ""))).toEqual([1, 2, 3]);
  expect(ids(listed(ROWS, "unread", ""))).toEqual([1, 3]);
  expect(ids(listed(ROWS, "groups", ""))).toEqual([1, 3]);
});

test("a search finds the beginning of words, accents aside", () => {
  expect(ids(listed(ROWS, "all", "elise"))).toEqual([2]);
  expect(ids(listed(ROWS, "all", "mae el"))).toEqual([2]);
  expect(ids(listed(ROWS, "all", "concert"))).toEqual([]);
});

test("an empty query finds everything", () => expect(found(["Alten"], "  ")).toBe(true));

test("a neighbour is the room above or below, and there is none beyond the ends", () => {
  expect(neighbour(ROWS, 2, 1, false)).toBe(3);
  expect(neighbour(ROWS, 2, -1, false)).toBe(1);
  expect(neighbour(ROWS, 3, 1, false)).toBeNull();
});

test("the unread neighbour passes over rooms that were read", () => {
  expect(neighbour(ROWS, 1, 1, true)).toBe(3);
  expect(neighbour(ROWS, 3, -1, true)).toBe(1);
});

test("with no room open the walk begins at an end", () => {
  expect(neighbour(ROWS, null, 1, false)).toBe(1);
  expect(neighbour(ROWS, null, -1, false)).toBe(3);
});

import { expect, test } from "vitest";
import { type Preferred, standingOf } from "../../state/preferring.ts";
import type { ConversationRow } from "../../state/rows.ts";
import { type Filter, found, listed, neighbour } from "./listing.ts";

function row(id: number, title: string, given: { unread?: number; direct?: boolean; preferred?: Preferred } = {}): ConversationRow {
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
    mentioned: false,
    preferred: given.preferred ?? {},
    ...standingOf(given.preferred ?? {}, 8, false, Date.parse("2026-11-26T19:00:00Z")),
    mine: null,
  };
}

const ROWS = [row(1, "Sopranen", { unread: 3 }), row(2, "Élise Maes", { direct: true }), row(3, "Kerstconcert", { unread: 1 })];
const shown = (rows: ConversationRow[], filter: Filter, query = "") => ids(listed(rows, filter, query));
const ids = (rows: ConversationRow[]) => rows.map(({ conversation }) => conversation.id);

test("filters keep the unread ones or the groups", () => {
  expect(shown(ROWS, "all")).toEqual([1, 2, 3]);
  expect(shown(ROWS, "unread")).toEqual([1, 3]);
  expect(shown(ROWS, "groups")).toEqual([1, 3]);
});

test("a search finds the beginning of words, accents aside", () => {
  expect(shown(ROWS, "all", "elise")).toEqual([2]);
  expect(shown(ROWS, "all", "mae el")).toEqual([2]);
  expect(shown(ROWS, "all", "concert")).toEqual([]);
});

test("an empty query finds everything", () => expect(found(["Alten"], "  ")).toBe(true));

test("what is pinned stands on top, each part in its own order", () => {
  const pinned = { pinned_at: "2026-11-20T19:00:00Z" };
  const rows = [row(1, "Sopranen"), row(2, "Alten", { preferred: pinned }), row(3, "Bassen"), row(4, "Bestuur", { preferred: pinned })];
  expect(shown(rows, "all")).toEqual([2, 4, 1, 3]);
});

test("what is archived stands apart until a message comes, and is found by a search", () => {
  const rows = [row(1, "Sopranen"), row(2, "Alten", { unread: 1, preferred: { archived_seq: 8 } }), row(3, "Bassen", { preferred: { archived_seq: 7 } })];
  expect(shown(rows, "all")).toEqual([1, 3]);
  expect(shown(rows, "unread")).toEqual([]);
  expect(shown(rows, "archived")).toEqual([2]);
  expect(shown(rows, "all", "alt")).toEqual([2]);
  expect(shown(rows, "archived", "bas")).toEqual([]);
});

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

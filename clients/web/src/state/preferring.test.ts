import { describe, expect, test } from "vitest";
import { isArchived, isHeard, isMuted, isPinned, type Preferred, unreadIn } from "./preferring.ts";

const NOW = new Date("2026-11-26T19:00:00Z");
const later = "2026-11-26T19:00:01Z";
const past = "2026-11-26T19:00:00Z";
const row = (preferred: Preferred = {}, unread = 1, mentioned = false) => ({ preferred, unread, mentioned, newest: 8 });

describe("a conversation", () => {
  test("is muted until its moment comes", () => {
    expect([{}, { muted_until: null }, { muted_until: past }, { muted_until: later }].map((each) => isMuted(row(each), NOW))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  test("is archived until a message comes, or for as long as it is muted", () => {
    expect(isArchived(row(), NOW)).toBe(false);
    expect(isArchived(row({ archived_seq: null }), NOW)).toBe(false);
    expect(isArchived(row({ archived_seq: 8 }), NOW)).toBe(true);
    expect(isArchived(row({ archived_seq: 7 }), NOW)).toBe(false);
    expect(isArchived(row({ archived_seq: 7, muted_until: later }), NOW)).toBe(true);
    expect(isArchived(row({ archived_seq: null, muted_until: later }), NOW)).toBe(false);
    expect(isArchived({ ...row({ archived_seq: 0 }), newest: 0 }, NOW)).toBe(true);
  });

  test("is what was chosen last, also when that still waits", () => {
    expect(isPinned(row({ pinned_at: past }))).toBe(true);
    expect(isPinned(row({ pinned_at: past, pinned: false }))).toBe(false);
    expect(isArchived(row({ archived_seq: null, archived: true }), NOW)).toBe(true);
    expect(isArchived(row({ archived_seq: 8, archived: false }), NOW)).toBe(false);
  });

  test("is heard as the server decides it for devices", () => {
    const heard = (preferred: Preferred) => [false, true].map((mentioned) => isHeard(row(preferred, 1, mentioned), NOW));
    expect(heard({})).toEqual([true, true]);
    expect(heard({ level: "all", muted_until: later })).toEqual([false, true]);
    expect(heard({ level: "mentions" })).toEqual([false, true]);
    expect(heard({ level: "none" })).toEqual([false, false]);
  });
});

describe("the badge", () => {
  test("counts conversations, not messages", () => {
    expect(unreadIn([row({}, 4), row({}, 0), row()], NOW)).toBe(2);
  });

  test("leaves out what is muted or archived, but not a mention", () => {
    expect(unreadIn([row({ muted_until: later }), row({ level: "none" }), row({ archived_seq: 8 })], NOW)).toBe(0);
    expect(unreadIn([row({ muted_until: later }, 2, true), row({ level: "mentions" }, 2, true)], NOW)).toBe(2);
    expect(unreadIn([row({ archived_seq: 7 }, 2)], NOW)).toBe(1);
  });
});

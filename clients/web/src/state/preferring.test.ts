import { describe, expect, test } from "vitest";
import { type Preferred, standingOf, unreadIn } from "./preferring.ts";

const NOW = Date.parse("2026-11-26T19:00:00Z");
const later = "2026-11-26T19:00:01Z";
const past = "2026-11-26T19:00:00Z";
const standing = (preferred: Preferred, mentioned = false) => standingOf(preferred, 8, mentioned, NOW);

describe("a conversation", () => {
  test("is muted until its moment comes", () => {
    const muted = [{}, { muted_until: null }, { muted_until: past }, { muted_until: later }].map((each) => standing(each).muted);
    expect(muted).toEqual([false, false, false, true]);
  });

  test("is archived until a message comes, or for as long as it is muted", () => {
    expect(standing({}).archived).toBe(false);
    expect(standing({ archived_seq: null, muted_until: later }).archived).toBe(false);
    expect(standing({ archived_seq: 8 }).archived).toBe(true);
    expect(standing({ archived_seq: 7 }).archived).toBe(false);
    expect(standing({ archived_seq: 7, muted_until: later }).archived).toBe(true);
    expect(standingOf({ archived_seq: 0 }, 0, false, NOW).archived).toBe(true);
  });

  test("stands as was chosen last, also when that still waits", () => {
    expect(standing({ pinned_at: past }).pinned).toBe(true);
    expect(standing({ pinned_at: past, pinned: false }).pinned).toBe(false);
    expect(standing({ archived_seq: 8, archived: true }).archived).toBe(true);
    expect(standing({ archived_seq: 7, archived: true }).archived).toBe(false);
    expect(standing({ archived_seq: 8, archived: false }).archived).toBe(false);
  });

  test("is heard as the server decides it for devices", () => {
    const heard = (preferred: Preferred) => [false, true].map((mentioned) => standing(preferred, mentioned).heard);
    expect(heard({})).toEqual([true, true]);
    expect(heard({ level: "all", muted_until: later })).toEqual([false, true]);
    expect(heard({ level: "mentions" })).toEqual([false, true]);
    expect(heard({ level: "none" })).toEqual([false, false]);
  });
});

describe("the badge", () => {
  const row = (preferred: Preferred = {}, unread = 1, mentioned = false) => ({ unread, ...standing(preferred, mentioned) });

  test("counts conversations, not messages", () => {
    expect(unreadIn([row({}, 4), row({}, 0), row()])).toBe(2);
  });

  test("leaves out what is muted or archived, but not a mention", () => {
    expect(unreadIn([row({ muted_until: later }), row({ level: "none" }), row({ archived_seq: 8 })])).toBe(0);
    expect(unreadIn([row({ muted_until: later }, 2, true), row({ level: "mentions" }, 2, true)])).toBe(2);
    expect(unreadIn([row({ archived_seq: 7 }, 2)])).toBe(1);
  });
});

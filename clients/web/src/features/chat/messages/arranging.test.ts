import { describe, expect, test } from "vitest";
import type { CommandRow, HoleRow, MessageRow, PendingRow, Row } from "../../../state/rows.ts";
import { arrange, foreignAfter, lastOwn, newestSeq, steady, type Bubble } from "./arranging.ts";

const ZONE = "Europe/Brussels";
const CLARA = { id: 1, name: "Clara De Smet" };
const JONAS = { id: 2, name: "Jonas Peeters" };

function message(seq: number, author: typeof CLARA, sent_at: string, given: { deleted_at?: string } = {}): MessageRow {
  const view = { id: seq, organisation: 1, conversation: 7, seq, author: author.id, text: "Tot donderdag", sent_at, rev: seq };
  return {
    kind: "message",
    key: `m${seq}`,
    seq,
    message: { ...view, by: null, edited_at: null, deleted_at: given.deleted_at ?? null },
    mine: author === CLARA,
    author,
    by: null,
    text: view.text,
    state: "sent",
    change: null,
    error: null,
  };
}

const bubbles = (lines: ReturnType<typeof arrange>) => lines.filter((line): line is Bubble => line.kind === "bubble");
const kinds = (lines: ReturnType<typeof arrange>) => lines.map((line) => line.kind);

describe("runs of one sender", () => {
  test("stay the very same bubbles where one joins or leaves them elsewhere", () => {
    const rows = [1, 2, 3].map((seq) => message(seq, JONAS, `2026-11-26T19:0${seq}:00Z`));
    const stood = new WeakMap<Row, Bubble>();
    const before = bubbles(steady(arrange(rows, null, ZONE), stood));
    const after = bubbles(steady(arrange([...rows, message(4, JONAS, "2026-11-26T19:04:00Z")], null, ZONE), stood));
    expect(after.slice(0, 2).every((bubble, at) => bubble === before[at])).toBe(true);
    expect(after[2]).toMatchObject({ first: false, last: false });
    expect(after[2]).not.toBe(before[2]);
  });

  test("join within five minutes and break after", () => {
    const rows = [
      message(1, JONAS, "2026-11-26T19:00:00Z"),
      message(2, JONAS, "2026-11-26T19:05:00Z"),
      message(3, JONAS, "2026-11-26T19:10:01Z"),
    ];
    const found = bubbles(arrange(rows, null, ZONE)).map(({ first, last }) => [first, last]);
    expect(found).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  test("break when another speaks", () => {
    const rows = [message(1, JONAS, "2026-11-26T19:00:00Z"), message(2, CLARA, "2026-11-26T19:00:10Z")];
    expect(bubbles(arrange(rows, null, ZONE)).every(({ first, last }) => first && last)).toBe(true);
  });

  test("go on with a message that is still on its way", () => {
    const pending: PendingRow = { kind: "pending", key: "p", text: "Ja", args: {}, uploads: [], at: "2026-11-26T19:01:00Z", state: "sending", error: null };
    const found = bubbles(arrange([message(1, CLARA, "2026-11-26T19:00:00Z"), pending], null, ZONE));
    expect(found.map(({ mine, first }) => [mine, first])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test("break at a card, a hole, a day and the unread line", () => {
    const hole: HoleRow = { kind: "hole", key: "h", fromSeq: 2, untilSeq: 9 };
    const rows = [message(1, JONAS, "2026-11-26T19:00:00Z"), hole, message(10, JONAS, "2026-11-26T19:01:00Z")];
    expect(bubbles(arrange(rows, null, ZONE))[1]?.first).toBe(true);
    const unread = arrange([message(1, JONAS, "2026-11-26T19:00:00Z"), message(2, JONAS, "2026-11-26T19:01:00Z")], 2, ZONE);
    expect(bubbles(unread)[1]?.first).toBe(true);
  });
});

describe("day headings", () => {
  test("stand above the first row of each day in the reader's zone", () => {
    const rows = [message(1, JONAS, "2026-11-26T22:30:00Z"), message(2, JONAS, "2026-11-26T23:30:00Z")];
    expect(kinds(arrange(rows, null, ZONE))).toEqual(["day", "bubble", "day", "bubble"]);
    expect(kinds(arrange(rows, null, "UTC"))).toEqual(["day", "bubble", "bubble"]);
  });

  test("count a command's answer on the day it was given", () => {
    const card: CommandRow = {
      kind: "command",
      key: "c1",
      command: {
        id: 1,
        organisation: 1,
        conversation: 7,
        bot: 3,
        caller: 1,
        language: "nl",
        text: "/wie komt",
        answer: null,
        answered_at: null,
        given_at: "2026-11-27T19:00:00Z",
        rev: 1,
      },
    };
    expect(kinds(arrange([message(1, JONAS, "2026-11-26T19:00:00Z"), card], null, ZONE))).toEqual(["day", "bubble", "day", "command"]);
  });
});

describe("the unread line", () => {
  test("stands once, above the first unread message, below its day", () => {
    const rows = [
      message(1, JONAS, "2026-11-26T19:00:00Z"),
      message(2, JONAS, "2026-11-27T19:00:00Z"),
      message(3, JONAS, "2026-11-27T19:01:00Z"),
    ];
    expect(kinds(arrange(rows, 2, ZONE))).toEqual(["day", "bubble", "day", "unread", "bubble", "bubble"]);
  });

  test("is absent when everything was read", () => {
    expect(kinds(arrange([message(1, JONAS, "2026-11-26T19:00:00Z")], null, ZONE))).not.toContain("unread");
  });
});

describe("looking through the rows", () => {
  const rows = [
    message(1, CLARA, "2026-11-26T19:00:00Z"),
    message(2, JONAS, "2026-11-26T19:01:00Z"),
    message(3, CLARA, "2026-11-26T19:02:00Z", { deleted_at: "2026-11-26T19:03:00Z" }),
    message(4, JONAS, "2026-11-26T19:04:00Z"),
  ];

  test("the newest seq is that of the last message", () => {
    expect(newestSeq(rows)).toBe(4);
    expect(newestSeq([])).toBe(0);
  });

  test("foreign messages after a seq leave one's own out", () => {
    expect(foreignAfter(rows, 1).map((row) => row.seq)).toEqual([2, 4]);
  });

  test("a deleted message is not edited again", () => {
    expect(lastOwn(rows)?.seq).toBe(1);
  });
});

import { describe, expect, it } from "vitest";
import type { ConversationRow } from "../../state/rows.ts";
import { counted, Newer } from "./notices.ts";

const row = (id: number, seq: number, unread: number) => ({ conversation: { id }, last: { seq }, unread }) as ConversationRow;

describe("the title of the page", () => {
  it("counts and counts again", () => {
    expect(counted("Agenda · Akkoord", 3)).toBe("(3) Agenda · Akkoord");
    expect(counted("(3) Agenda · Akkoord", 120)).toBe("(99+) Agenda · Akkoord");
    expect(counted("(99+) Agenda · Akkoord", 0)).toBe("Agenda · Akkoord");
  });
});

describe("what is newer", () => {
  it("is nothing at first, and then what came", () => {
    const newer = new Newer();
    expect(newer.in([row(1, 4, 4)])).toEqual([]);
    expect(newer.in([row(1, 5, 5), row(2, 8, 8)]).map(({ conversation }) => conversation.id)).toEqual([1]);
    expect(newer.in([row(1, 6, 0), row(2, 9, 1)]).map(({ conversation }) => conversation.id)).toEqual([2]);
  });
});

import { describe, expect, it } from "vitest";
import { looksAt, shownOf, type Told, waiting, writeOf } from "./pushed.ts";

const told: Told = {
  kind: "messages",
  tag: "c12",
  title: "3 nieuwe berichten in Sopranen",
  body: "An Claes: Tot donderdag",
  url: "/chat/12/m/3",
  language: "nl",
  at: 1_800_000_000_000,
  reader: 7,
  badge: 2,
  conversation: 12,
  seq: 5,
  actions: [
    { action: "reply", title: "Antwoord", placeholder: "Schrijf een antwoord" },
    { action: "read", title: "Gelezen" },
  ],
};

describe("a push", () => {
  it("shows one notification for each conversation, with a field for an answer", () => {
    const shown = shownOf(told);
    expect(shown).toMatchObject({ tag: "c12", renotify: true, lang: "nl", timestamp: told.at });
    expect(shown.actions).toEqual([
      { action: "reply", title: "Antwoord", type: "text", placeholder: "Schrijf een antwoord" },
      { action: "read", title: "Gelezen" },
    ]);
  });

  it("answers and reads by its buttons, and opens where no text came along", () => {
    expect(writeOf("reply", " Ik kom ", told)).toEqual({ op: "message.send", args: { conversation: 12, text: "Ik kom" } });
    expect(writeOf("reply", null, told)).toBeNull();
    expect(writeOf("", null, told)).toBeNull();
    expect(writeOf("read", null, told)).toEqual({ op: "read.set", args: { conversation: 12, seq: 5 } });
    expect(writeOf("coming", null, told)).toBeNull();
    expect(writeOf("not-coming", null, { ...told, occurrence: 9 })).toEqual({
      op: "attendance.set",
      args: { occurrence: 9, status: "absent" },
    });
  });

  it("is not shown to who looks at the conversation in a window in front", () => {
    const open = { url: "https://akkoord.example/chat/12/m/3", visibilityState: "visible", focused: true };
    expect(looksAt([open], told)).toBe(true);
    expect(looksAt([{ ...open, focused: false }], told)).toBe(false);
    expect(looksAt([{ ...open, url: "https://akkoord.example/chat/123" }], told)).toBe(false);
  });

  it("waits in the outbox as the page would have written it", () => {
    const write = writeOf("reply", "Tot dan", told);
    expect(write && waiting(write, told, "a-key", 5, null)).toEqual({
      key: "a-key",
      order: 5,
      at: "1970-01-01T00:00:00.005Z",
      after: told.seq,
      conversation: 12,
      op: "message.send",
      args: { conversation: 12, text: "Tot dan" },
      error: null,
      gives: "message",
      shows: "row",
    });
  });
});

import { describe, expect, test } from "vitest";
import { clara, message } from "../../tests/choir.ts";
import type { MessageView } from "../generated/api.ts";
import { Thread, unreadOf } from "./thread.ts";

function threadOf(...messages: MessageView[]): Thread {
  const thread = new Thread();
  messages.forEach((each) => thread.put(each));
  return thread;
}

function numbered(from: number, until: number): MessageView[] {
  return Array.from({ length: until - from + 1 }, (_, index) => message(from + index, from + index));
}

describe("a thread", () => {
  test("stands in order of seq, however its messages came", () => {
    const thread = threadOf(message(3, 3), message(1, 1), message(4, 4), message(2, 2));
    expect(thread.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(thread.last?.seq).toBe(4);
  });

  test("shows the newest state of a message once", () => {
    const thread = threadOf(message(1, 1), message(2, 2), message(1, 5, { text: "Opnieuw" }));
    expect(thread.messages.map(({ text }) => text)).toEqual(["Opnieuw", "Maat 2"]);
  });
});

describe("unread", () => {
  const unread = (thread: Thread, position: number) => unreadOf(thread, position, clara.contact);

  test("counts what others wrote above the read position", () => {
    expect(unread(threadOf(...numbered(1, 5)), 3)).toEqual({ count: 2, first: 4 });
  });

  test("passes over one's own and deleted messages", () => {
    const own = message(4, 4, { author: clara.contact });
    const deleted = message(5, 5, { text: "", deleted_at: "2026-11-02T10:00:00Z" });
    expect(unread(threadOf(own, deleted, message(6, 6)), 3)).toEqual({ count: 1, first: 6 });
    expect(unread(threadOf(own, deleted), 3)).toEqual({ count: 0, first: null });
  });

  test("counts what is missing on this device", () => {
    expect(unread(threadOf(message(3, 3), ...numbered(20, 21)), 3)).toEqual({ count: 18, first: 4 });
  });

  test("stops at 100", () => {
    expect(unread(threadOf(...numbered(1, 250)), 0)).toEqual({ count: 100, first: 1 });
  });

  test("is none in an empty conversation", () => {
    expect(unread(threadOf(), 0)).toEqual({ count: 0, first: null });
  });
});

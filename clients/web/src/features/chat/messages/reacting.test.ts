import { expect, test } from "vitest";
import { clara, jonas, message } from "../../../../tests/choir.ts";
import type { OutboxEntry } from "../../../state/shelf.ts";
import { reactionsOf } from "./reacting.ts";

const sent = message(1, 10, { reactions: { "👍": [jonas.contact] } });

function waiting(emoji: string, on: boolean, error: string | null = null): OutboxEntry {
  const args = { message: sent.id, emoji, on };
  return { key: emoji, order: 1, at: "", conversation: 31, op: "reaction.set", args, gives: "message", shows: "nothing", error };
}

test("a reaction shows at once, and one taken back is gone at once", () => {
  expect(reactionsOf(sent, [waiting("👍", true), waiting("🎉", true)], clara.contact)).toEqual([
    { emoji: "👍", people: [jonas.contact, clara.contact], mine: true },
    { emoji: "🎉", people: [clara.contact], mine: true },
  ]);
  expect(reactionsOf(sent, [waiting("👍", true), waiting("👍", false)], clara.contact)).toEqual([
    { emoji: "👍", people: [jonas.contact], mine: false },
  ]);
  expect(reactionsOf(message(2, 11), [waiting("👍", true)], clara.contact)).toEqual([]);
});

test("a reaction that was refused is not shown", () => {
  expect(reactionsOf(message(1, 10), [waiting("🎉", true, "Nee.")], clara.contact)).toEqual([]);
});

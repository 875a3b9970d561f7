import { expect, test } from "vitest";
import type { OutboxEntry } from "../../../state/shelf.ts";
import { waitingIn } from "./waiting.ts";

let order = 0;

function entry(text: string, given: Partial<OutboxEntry> = {}): OutboxEntry {
  order += 1;
  const usual = { op: "message.send", gives: "message", shows: "row", error: null } as const;
  return { key: `k${order}`, order, at: "2026-11-26T19:00:00Z", conversation: 31, args: { text }, ...usual, ...given };
}

test("the last message that waits is told, and before it one that was refused", () => {
  expect(waitingIn([])).toBeNull();
  expect(waitingIn([entry("Eerst"), entry("Dan")])).toEqual({ state: "sending", text: "Dan", file: null });
  const refused = entry("Te laat", { error: "Dit gesprek is gesloten." });
  expect(waitingIn([refused, entry("Dan")])).toMatchObject({ state: "failed", text: "Te laat" });
});

test("a reaction that waits is no message, an edit that was refused is told", () => {
  const reacted = entry("", { op: "reaction.set", shows: "nothing" });
  const edited = { op: "message.edit", shows: "change" } as const;
  expect(waitingIn([reacted, entry("Om acht uur", edited)])).toBeNull();
  expect(waitingIn([entry("Om acht uur", { ...edited, error: "Te laat." })])).toMatchObject({ state: "failed", text: "Om acht uur" });
});

test("a message of files alone is told by the first of them", () => {
  const file = { name: "partituur.pdf", purpose: "message" as const, content: new Blob(["x"]), file: null };
  expect(waitingIn([entry("", { uploads: [file] })])?.file?.name).toBe("partituur.pdf");
});

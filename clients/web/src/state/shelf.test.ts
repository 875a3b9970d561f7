import { IDBFactory } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { sopranen } from "../../tests/choir.ts";
import { memoryStorage } from "../../tests/world.ts";
import { type OutboxEntry, openShelf } from "./shelf.ts";

function entry(key: string, order: number): OutboxEntry {
  const args = { conversation: sopranen, text: "Ik zit er al op." };
  return { key, order, at: "2026-11-26T19:00:00Z", conversation: sopranen, op: "message.send", args, gives: "message", shows: "row", error: null };
}

describe("what was typed", () => {
  test("is still there when the page goes away in the moment of writing", async () => {
    const storage = memoryStorage();
    const before = await openShelf(new IDBFactory(), null, storage);
    void before.putEntry(entry("b", 2));
    // The transaction goes with the page: the next one finds a database without it, and what was stored at once.
    const left = memoryStorage();
    const name = storage.key(0) ?? "";
    left.setItem(name, storage.getItem(name) ?? "");
    const after = await openShelf(new IDBFactory(), null, left);
    await after.putEntry(entry("a", 1));
    expect((await after.outbox()).map(({ key }) => key)).toEqual(["a", "b"]);
    await after.dropEntry("b");
    expect((await after.outbox()).map(({ key }) => key)).toEqual(["a"]);
  });

  test("stands in one place once it is written, and in none after signing out", async () => {
    const storage = memoryStorage();
    const shelf = await openShelf(new IDBFactory(), null, storage);
    await shelf.putEntry(entry("a", 1));
    expect(storage.length).toBe(0);
    void shelf.putEntry(entry("b", 2));
    await shelf.clear("all");
    expect(await shelf.outbox()).toEqual([]);
  });

  test("of who acts for somebody stays apart", async () => {
    const storage = memoryStorage();
    void (await openShelf(new IDBFactory(), 8, storage)).putEntry(entry("a", 1));
    expect(await (await openShelf(new IDBFactory(), null, storage)).outbox()).toEqual([]);
  });
});

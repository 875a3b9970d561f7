import { beforeEach, describe, expect, test } from "vitest";
import { clara, command, conversation, message, sopranen } from "../../tests/choir.ts";
import { settled } from "../../tests/clock.ts";
import { World } from "../../tests/world.ts";
import type { App } from "./client.ts";

let world: World;
let app: App;

beforeEach(() => {
  world = new World();
});

async function open(messages = 0): Promise<void> {
  for (let seq = 1; seq <= messages; seq += 1) world.server.seed("message", message(seq, 5 + seq));
  world.server.pos = 100 + messages;
  app = await world.tab();
}

function seqs(): (number | string)[] {
  return app.store.room(sopranen).rows.map((row) => (row.kind === "message" ? row.seq : row.kind));
}

describe("a room", () => {
  test("shows at most 300 rows, around the unread line", async () => {
    await open(450);
    const shown = seqs();
    expect(shown.length).toBeLessThanOrEqual(300);
    expect(shown[0]).toBe(1);
    expect(app.store.room(sopranen).hasNewer).toBe(true);
    app.store.room(sopranen).toNewest();
    expect(seqs().at(-1)).toBe(450);
  });

  test("loads older rows step by step, from the device and then from the server", async () => {
    await open(450);
    app = await world.reload(app);
    const room = app.store.room(sopranen);
    room.toNewest();
    expect(room.hasOlder).toBe(true);
    for (let step = 0; step < 20 && room.hasOlder; step += 1) await room.loadOlder();
    expect(seqs()[0]).toBe(1);
    expect(room.rows.length).toBeLessThanOrEqual(300);
    for (let step = 0; step < 20 && room.hasNewer; step += 1) await room.loadNewer();
    expect(seqs().at(-1)).toBe(450);
    expect(room.rows.length).toBeLessThanOrEqual(300);
  });

  test("shows a hole in its place, and fills it from the newest side", async () => {
    await open(150);
    app.store.room(sopranen).close();
    app.store.room(sopranen).markRead(150);
    app.store.replica.apply({ kind: "hole", data: { conversation: sopranen, from_seq: 20, until_seq: 119 } });
    app.store.room(sopranen).close();
    const room = app.store.room(sopranen);
    const upToHole = async () => {
      while (room.rows[0]?.kind === "message" && room.rows.every(({ kind }) => kind !== "hole")) await room.loadOlder();
      return room.rows.find((row) => row.kind === "hole");
    };
    await room.show(119);
    const hole = await upToHole();
    expect(hole).toMatchObject({ fromSeq: 20, untilSeq: 93 });
    if (hole?.kind === "hole") await room.fill(hole);
    expect(await upToHole()).toMatchObject({ fromSeq: 20, untilSeq: 43 });
  });

  test("opens at the unread line though it falls into a hole", async () => {
    await open(150);
    app.store.room(sopranen).markRead(30);
    app.store.replica.apply({ kind: "hole", data: { conversation: sopranen, from_seq: 20, until_seq: 129 } });
    app.store.room(sopranen).close();
    const room = app.store.room(sopranen);
    await settled();
    expect(room.unreadFrom).toBe(31);
    expect(seqs()).toContain(31);
  });

  test("stays at the message that was asked for, though the unread line is found later", async () => {
    await open(450);
    app.store.room(sopranen).markRead(30);
    app.store.replica.apply({ kind: "hole", data: { conversation: sopranen, from_seq: 20, until_seq: 129 } });
    app.store.room(sopranen).close();
    const room = app.store.room(sopranen);
    await room.show(440);
    await settled();
    expect(room.unreadFrom).toBe(31);
    expect(seqs()).toContain(440);
  });

  test("shows a private answer as a card where the command was given", async () => {
    await open(5);
    world.server.commit("command.given", command(61, 0));
    expect(seqs()).toEqual([1, 2, 3, "command", 4, 5]);
  });

  test("keeps its draft on the device", async () => {
    await open(1);
    app.store.room(sopranen).draft = "Ik wou nog zeggen";
    app = await world.reload(app);
    const room = app.store.room(sopranen);
    await settled();
    expect(room.draft).toBe("Ik wou nog zeggen");
  });

  test("shows one's own message on one's own side, also when it came before its conversation", async () => {
    await open();
    const later = 51;
    const own = { ...message(1, 900), author: clara.contact, conversation: later };
    app.store.take("message", [own]);
    expect(app.store.room(later).rows).toMatchObject([{ mine: false }]);
    app.store.take("conversation", [conversation(later, "Praktisch", 901)]);
    expect(app.store.room(later).rows).toMatchObject([{ mine: true }]);
  });

  test("keeps the identity of rows that did not change", async () => {
    await open(3);
    const before = [...app.store.room(sopranen).rows];
    world.server.say("Nog een");
    const after = app.store.room(sopranen).rows;
    before.forEach((row, index) => expect(after[index]).toBe(row));
  });
});

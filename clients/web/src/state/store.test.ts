import { beforeEach, describe, expect, test } from "vitest";
import { clara, conversation, jonas, message, participant, preference, read, rietvink, sopranen } from "../../tests/choir.ts";
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

function sopranenRow(tab: App = app) {
  return tab.store.conversations.find(({ conversation }) => conversation.id === sopranen);
}

function seqs(): (number | string)[] {
  return app.store.room(sopranen).rows.map((row) => (row.kind === "message" ? row.seq : row.kind));
}

describe("the store", () => {
  test("is filled at the first sign-in and listens from then on", async () => {
    await open(3);
    expect(app.session.phase).toBe("signed-in");
    expect(sopranenRow()).toMatchObject({ title: "Sopranen", unread: 3, last: { seq: 3 } });
    world.server.say("Nieuw lied");
    expect(sopranenRow()).toMatchObject({ unread: 4, last: { text: "Nieuw lied" } });
    expect(app.store.loading).toBe(false);
  });

  test("fetches a large choir in pages", async () => {
    await open(450);
    expect(world.server.asked("sync.pull").length).toBeGreaterThan(2);
    expect(app.store.replica.thread(sopranen).messages).toHaveLength(450);
  });

  test("reads without a connection what it held before", async () => {
    await open(3);
    world.server.cut();
    app = await world.reload(app);
    expect(app.session.phase).toBe("signed-in");
    expect(sopranenRow()).toMatchObject({ title: "Sopranen", unread: 3 });
    expect(app.store.contacts.map(({ name }) => name)).toEqual(["Clara", "Jonas"]);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  test("resumes from its cursor after a reload and after a cut", async () => {
    await open(3);
    app = await world.reload(app);
    world.server.cut();
    world.server.say("Gemist");
    await world.restore();
    expect(world.server.asked("sync.pull")).toHaveLength(1);
    expect(sopranenRow()).toMatchObject({ unread: 4, last: { text: "Gemist" } });
  });

  test("writes under a key of its own, or of an earlier attempt, and holds what the server answers", async () => {
    await open(3);
    const given = { conversation: sopranen, pinned: true };
    expect(await app.store.write("preference", "preference.set", given)).toMatchObject({ pinned: true });
    expect(sopranenRow()?.pinned).toBe(true);
    await app.store.write("preference", "preference.set", given, "an-earlier-key");
    const keys = world.server.asked("preference.set").map(({ key }) => key);
    expect(keys).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), "an-earlier-key"]);
    world.server.refusals.set("preference.set", [{ code: "conflict", message: "Genoeg vastgezet." }]);
    await expect(app.store.write("preference", "preference.set", given)).rejects.toThrow("Genoeg vastgezet.");
  });

  test("tells of a message the moment it is sent, and not of what it catches up on", async () => {
    await open(3);
    const heard: string[] = [];
    app.hearers.add(({ text }) => heard.push(text));
    world.server.cut();
    world.server.say("Gemist");
    await world.restore();
    world.server.say("Nieuw lied");
    expect(heard).toEqual(["Nieuw lied"]);
  });

  test("fetches what was said before in a conversation that one was let into", async () => {
    await open(3);
    const bestuur = 32;
    world.server.seed("conversation", conversation(bestuur, "Bestuur", ++world.server.pos));
    world.server.commit("participant.joined", participant(77, clara.contact, bestuur, 0));
    await settled();
    expect(world.server.asked("sync.pull").at(-1)?.args).toMatchObject({ cursor: "103" });
    expect(app.store.conversations.map(({ title }) => title)).toContain("Bestuur");
  });

  test("starts afresh when the server says so", async () => {
    await open(3);
    world.server.socket.push({
      ctl: "page",
      page: { organisation: rietvink.id, reset: true, items: [], cursor: "9", more: false },
    });
    expect(app.store.conversations).toEqual([]);
    await settled();
    app.stop();
    world.server.cut();
    app = await world.reload(app);
    expect(app.store.contacts).toEqual([]);
  });

  test("is filled anew when its cursors are refused", async () => {
    await open(3);
    world.server.refusals.set("sync.hello", [{ code: "cursor_refused", message: "Deze plaats kennen we niet." }]);
    world.server.cut();
    world.server.reachable = true;
    world.server.say("Gemist");
    await world.restore();
    expect(app.connection.state).toBe("online");
    expect(world.server.asked("sync.pull").map(({ args }) => "cursor" in args)).toEqual([false, false]);
    expect(sopranenRow()).toMatchObject({ unread: 4 });
  });

  test("a direct conversation bears the name of the other", async () => {
    await open();
    const direct = { id: 32, organisation: 7, kind: "direct" as const, title: null, group: null, created_at: "2026-11-01T09:00:00Z", closed_at: null, rev: 0 };
    world.server.commit("conversation.created", direct);
    world.server.commit("participant.joined", participant(43, clara.contact, 32, 0));
    world.server.commit("participant.joined", participant(44, jonas.contact, 32, 0));
    expect(app.store.conversations.map(({ title }) => title).sort()).toEqual(["Jonas", "Sopranen"]);
  });

  test("a conversation one was removed from is gone, at once and after a reload", async () => {
    await open(3);
    world.server.commit("participant.left", participant(41, clara.contact, sopranen, 0, "2026-11-26T18:00:00Z"));
    expect(app.store.conversations).toEqual([]);
    await settled();
    world.server.cut();
    app = await world.reload(app);
    expect(app.store.conversations).toEqual([]);
    expect([...app.store.replica.all("message")]).toEqual([]);
  });

  test("a second tab takes over the shelf when the first closes", async () => {
    await open(3);
    const second = await world.tab();
    app.stop();
    world.server.say("Alleen het tweede hoort dit");
    world.device.leaderGone();
    await settled();
    second.stop();
    world.server.cut();
    app = await world.tab();
    expect(sopranenRow()).toMatchObject({ last: { text: "Alleen het tweede hoort dit" } });
  });
});

test("a lost socket alone brings no request by HTTP", async () => {
  await open(3);
  const before = world.server.requests.length;
  world.server.socket.drop(4010);
  await world.clock.pass(400);
  expect(world.server.requests.length).toBe(before);
});

describe("preferences", () => {
  test("show before they are sent, go out once, and come in from another device", async () => {
    await open(2);
    world.server.cut();
    app.outbox.write(sopranen, "preference.set", { conversation: sopranen, pinned: true, level: "mentions" }, "preference");
    await settled();
    expect(sopranenRow()).toMatchObject({ pinned: true, heard: false });
    app = await world.reload(app);
    expect(sopranenRow()).toMatchObject({ pinned: true });
    await world.restore();
    expect(world.server.asked("preference.set")).toHaveLength(1);
    expect(sopranenRow()?.preferred).toMatchObject({ level: "mentions" });
    world.server.commit("preference.changed", preference({ archived_seq: 2 }, 0));
    expect(sopranenRow()).toMatchObject({ archived: true, pinned: false, heard: true });
    world.server.say("Nieuw lied");
    expect(sopranenRow()).toMatchObject({ archived: false });
  });

  test("that mute end when their time is over", async () => {
    await open(2);
    const until = new Date(world.clock.now() + 60_000).toISOString();
    world.server.commit("preference.changed", preference({ muted_until: until }, 0));
    expect(sopranenRow()).toMatchObject({ muted: true, heard: false, unread: 2 });
    await world.clock.pass(60_000);
    app.store.take("preference", []);
    expect(sopranenRow()).toMatchObject({ muted: false, heard: true });
  });
});

describe("reading", () => {
  test("the position is sent once for a burst of rows, and nothing is unread then", async () => {
    await open(5);
    const room = app.store.room(sopranen);
    [1, 2, 3, 4, 5].forEach((seq) => room.markRead(seq));
    expect(sopranenRow()?.unread).toBe(0);
    await world.clock.pass(1_000);
    expect(world.server.asked("read.set").map(({ args }) => args)).toEqual([{ conversation: sopranen, seq: 5 }]);
    expect(sopranenRow()?.unread).toBe(0);
  });

  test("without a connection the position waits, also through a reload", async () => {
    await open(5);
    world.server.cut();
    app.store.room(sopranen).markRead(4);
    await world.clock.pass(5_000);
    app = await world.reload(app);
    expect(sopranenRow()?.unread).toBe(1);
    await world.restore();
    expect(world.server.asked("read.set").at(-1)?.args).toEqual({ conversation: sopranen, seq: 4 });
  });

  test("marking as unread holds though a position waits", async () => {
    await open(5);
    app.store.room(sopranen).markRead(5);
    app.store.reads.back(sopranen, 5);
    await world.clock.pass(1_000);
    expect(world.server.asked("read.set")).toEqual([]);
    expect(world.server.asked("read.set_unread")).toHaveLength(1);
    expect(sopranenRow()?.unread).toBe(1);
  });

  test("marking as unread shows before it is sent, and whoever reads on has read it", async () => {
    await open(5);
    world.server.commit("read.set", read(5, 0));
    world.server.cut();
    app.store.reads.back(sopranen, 4);
    expect(sopranenRow()?.unread).toBe(2);
    app = await world.reload(app);
    expect(sopranenRow()?.unread).toBe(2);
    app.store.room(sopranen).markRead(5);
    expect(sopranenRow()?.unread).toBe(0);
    await world.restore();
    await world.clock.pass(1_000);
    expect(world.server.requests.findLast(({ op }) => op.startsWith("read."))).toMatchObject({ op: "read.set", args: { seq: 5 } });
    expect(sopranenRow()?.unread).toBe(0);
  });

  test("never goes back", async () => {
    await open(5);
    const room = app.store.room(sopranen);
    room.markRead(4);
    room.markRead(2);
    await world.clock.pass(1_000);
    expect(world.server.asked("read.set").map(({ args }) => args)).toEqual([{ conversation: sopranen, seq: 4 }]);
  });

  test("the unread line stays where it was until the room is left", async () => {
    await open(5);
    const room = app.store.room(sopranen);
    expect([room.unreadFrom, room.unreadAtOpening]).toEqual([1, 5]);
    room.markRead(5);
    expect(room.unreadFrom).toBe(1);
    room.close();
    expect(app.store.room(sopranen).unreadFrom).toBeNull();
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { clara, sopranen } from "../../tests/choir.ts";
import { settled } from "../../tests/clock.ts";
import { World } from "../../tests/world.ts";
import { type Told, waiting } from "../pushed.ts";
import type { App } from "./client.ts";
import { openShelf } from "./shelf.ts";

let world: World;
let app: App;

beforeEach(async () => {
  world = new World();
  app = await world.tab();
});

function texts(tab: App = app): string[] {
  return tab.store.room(sopranen).rows.map((row) => {
    if (row.kind === "message") return `${row.text} ${row.state}`;
    return row.kind === "pending" ? `${row.text} ${row.state}` : row.kind;
  });
}

describe("the outbox", () => {
  test("shows a message at once, and as sent when the server has it", async () => {
    app.outbox.send(sopranen, "Wie rijdt er mee?");
    expect(texts()).toEqual(["Wie rijdt er mee? sending"]);
    await settled();
    expect(texts()).toEqual(["Wie rijdt er mee? sent"]);
    expect(app.outbox.waiting).toBe(0);
  });

  test("keeps the row's key when a pending row becomes a message", async () => {
    app.outbox.send(sopranen, "Wie rijdt er mee?");
    const [before] = app.store.room(sopranen).rows;
    await settled();
    expect(app.store.room(sopranen).rows.map(({ key }) => key)).toEqual([before?.key]);
  });

  test("keeps messages while the server is away, and sends them in order", async () => {
    world.server.cut();
    ["Een", "Twee", "Drie"].forEach((text) => app.outbox.send(sopranen, text));
    await world.clock.pass(10 * 60_000);
    expect(texts()).toEqual(["Een sending", "Twee sending", "Drie sending"]);
    await world.restore();
    expect(world.server.messages().map(({ text }) => text)).toEqual(["Een", "Twee", "Drie"]);
    expect(texts()).toEqual(["Een sent", "Twee sent", "Drie sent"]);
  });

  test("survives a reload, with its order and its keys", async () => {
    world.server.cut();
    ["Een", "Twee"].forEach((text) => app.outbox.send(sopranen, text));
    await settled();
    const keys = app.outbox.in(sopranen).map(({ key }) => key);
    app = await world.reload(app);
    expect(texts()).toEqual(["Een sending", "Twee sending"]);
    expect(app.outbox.in(sopranen).map(({ key }) => key)).toEqual(keys);
    await world.restore();
    expect(world.server.messages().map(({ text }) => text)).toEqual(["Een", "Twee"]);
  });

  test("sends the same key until it is answered, so that a lost answer makes no second message", async () => {
    world.server.swallowed.add("message.send");
    app.outbox.send(sopranen, "Tot morgen");
    await world.clock.pass(60_000);
    const asked = world.server.asked("message.send");
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(world.server.messages()).toHaveLength(1);
    expect(texts()).toEqual(["Tot morgen sent"]);
  });

  test("shows a message once from the start when the page is opened again before its answer came", async () => {
    world.server.say("Tot morgen", clara.contact);
    await settled();
    world.server.cut();
    app.outbox.send(sopranen, "Tot morgen");
    await settled();
    const key = app.outbox.in(sopranen)[0]?.key ?? "";
    world.server.answer({ id: 0, op: "message.send", args: { text: "Tot morgen" } as never, key });
    world.server.deaf.add("message.send");
    world.server.reachable = true;
    app = await world.reload(app);
    expect(app.outbox.waiting).toBe(1);
    expect(texts()).toEqual(["Tot morgen sent", "Tot morgen sent"]);
    world.server.deaf.clear();
    app = await world.reload(app);
    expect(app.outbox.waiting).toBe(0);
    expect(texts()).toEqual(["Tot morgen sent", "Tot morgen sent"]);
  });

  test("shows an answer from a notification once, though the device never heard that it arrived", async () => {
    const asked = world.server.say("Kom je?");
    await settled();
    const args = { conversation: sopranen, text: "Ja!" };
    world.server.answer({ id: 0, op: "message.send", args: args as never, key: "of-the-notification" });
    const told = { conversation: sopranen, seq: asked.seq } as Told;
    const entry = waiting({ op: "message.send", args }, told, "of-the-notification", world.clock.now(), null);
    await (await openShelf(world.device.indexedDB, null, world.device.storage)).putEntry(entry as never);
    world.server.deaf.add("message.send");
    app = await world.reload(app);
    expect(app.outbox.waiting).toBe(1);
    expect(texts()).toEqual(["Kom je? sent", "Ja! sent"]);
  });

  test("shows the same words twice when they were written twice, also when one has arrived and the page is opened again", async () => {
    world.server.refusals.set("message.send", [null as never, { code: "rate_limited", message: "Rustig.", retry_after: 600 }]);
    ["Ja!", "Ja!"].forEach((text) => app.outbox.send(sopranen, text));
    await settled();
    expect(texts()).toEqual(["Ja! sent", "Ja! sending"]);
    world.server.cut();
    app = await world.reload(app);
    expect(texts()).toEqual(["Ja! sent", "Ja! sending"]);
  });

  test("has one request under way in a conversation", async () => {
    world.server.deaf.add("message.send");
    ["Een", "Twee"].forEach((text) => app.outbox.send(sopranen, text));
    await settled();
    expect(world.server.asked("message.send")).toHaveLength(1);
  });

  test("stops at a refusal that waiting does not mend, and goes on with what follows", async () => {
    world.server.refusals.set("message.send", [{ code: "forbidden", message: "Alleen beheerders schrijven hier." }]);
    ["Mag ik?", "Toch niet"].forEach((text) => app.outbox.send(sopranen, text));
    await settled();
    expect(texts()).toEqual(["Toch niet sent", "Mag ik? failed"]);
    expect(app.store.room(sopranen).rows.at(-1)).toMatchObject({ error: "Alleen beheerders schrijven hier." });
    await world.clock.pass(10 * 60_000);
    expect(world.server.messages()).toHaveLength(1);
  });

  test("sends a refused message again on Retry, also after a reload", async () => {
    world.server.refusals.set("message.send", [{ code: "forbidden", message: "Nog niet." }]);
    app.outbox.send(sopranen, "Mag ik?");
    await settled();
    app = await world.reload(app);
    expect(texts()).toEqual(["Mag ik? failed"]);
    app.outbox.retry(app.outbox.in(sopranen)[0]?.key ?? "");
    await settled();
    expect(texts()).toEqual(["Mag ik? sent"]);
  });

  test("forgets a discarded message for good", async () => {
    world.server.refusals.set("message.send", [{ code: "forbidden", message: "Nog niet." }]);
    app.outbox.send(sopranen, "Mag ik?");
    await settled();
    app.outbox.discard(app.outbox.in(sopranen)[0]?.key ?? "");
    app = await world.reload(app);
    expect(texts()).toEqual([]);
  });

  test("waits as long as the server asks for", async () => {
    world.server.refusals.set("message.send", [{ code: "rate_limited", message: "Rustig.", retry_after: 120 }]);
    app.outbox.send(sopranen, "Hallo");
    await world.clock.pass(119_000);
    expect(world.server.messages()).toEqual([]);
    await world.clock.pass(2_000);
    expect(world.server.messages()).toHaveLength(1);
  });

  test("sends and hears by HTTP where no socket gets through, once the server said whose session it is", async () => {
    world.server.reachable = false;
    app.outbox.send(sopranen, "Achter een oude proxy");
    world.server.cut();
    app = await world.reload(app);
    const { fetch } = world.server;
    world.server.fetch = async (address, request) => {
      world.server.reachable = true;
      return fetch(address, request).finally(() => (world.server.reachable = false));
    };
    app = await world.reload(app);
    await world.clock.pass(60_000);
    world.server.say("Van wie een socket heeft");
    await world.clock.pass(31_000);
    expect(app.connection.state).not.toBe("online");
    expect(texts()).toEqual(["Achter een oude proxy sent", "Van wie een socket heeft sent"]);
  });

  test("shows an edit at once, and the old text again when it is refused and discarded", async () => {
    const own = world.server.say("Om 19u", 11);
    await settled();
    world.server.refusals.set("message.edit", [{ code: "forbidden", message: "Te laat." }]);
    app.outbox.edit(own.id, "Om 20u");
    expect(texts()).toEqual(["Om 20u sending"]);
    await settled();
    const [row] = app.store.room(sopranen).rows;
    expect(row).toMatchObject({ state: "failed", error: "Te laat." });
    app.outbox.discard((row?.kind === "message" && row.change) || "");
    expect(texts()).toEqual(["Om 19u sent"]);
  });

  test("carries out an edit", async () => {
    const own = world.server.say("Om 19u", 11);
    await settled();
    app.outbox.edit(own.id, "Om 20u");
    await settled();
    expect(world.server.messages()[0]?.text).toBe("Om 20u");
    expect(texts()).toEqual(["Om 20u sent"]);
  });
});

describe("two tabs", () => {
  test("send each message once, whichever it was written in", async () => {
    const second = await world.tab();
    second.outbox.send(sopranen, "Uit het tweede venster");
    app.outbox.send(sopranen, "Uit het eerste venster");
    await settled();
    expect(world.server.asked("message.send")).toHaveLength(2);
    expect(texts(second)).toEqual(texts(app));
    expect(texts(second)).toHaveLength(2);
  });

  test("the second sends what is left when the first is closed", async () => {
    const second = await world.tab();
    world.server.cut();
    app.outbox.send(sopranen, "Blijft liggen");
    await settled();
    app.stop();
    world.device.leaderGone();
    await world.restore();
    expect(world.server.messages().map(({ text }) => text)).toEqual(["Blijft liggen"]);
    expect(texts(second)).toEqual(["Blijft liggen sent"]);
  });
});

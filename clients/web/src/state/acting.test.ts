import { beforeEach, describe, expect, test } from "vitest";
import { clara, jonas, sopranen } from "../../tests/choir.ts";
import { settled } from "../../tests/clock.ts";
import { World } from "../../tests/world.ts";

let world: World;

beforeEach(() => {
  world = new World();
  world.server.say("Welkom in het nieuwe seizoen");
});

describe("acting for somebody", () => {
  test("shows what that person sees, and one's own again afterwards", async () => {
    const app = await world.tab();
    expect([app.session.reader, app.session.actingFor]).toEqual([clara.account, null]);
    await app.session.actFor(jonas.contact);
    await settled();
    expect(app.session.actingFor).toBe(jonas.contact);
    expect(app.store.conversations).toHaveLength(1);
    expect(app.store.me({ organisation: 7 })).toBe(jonas.contact);
    await app.session.actFor(null);
    await settled();
    expect([app.session.reader, app.session.actingFor]).toEqual([clara.account, null]);
  });

  test("keeps what was typed as one apart from what was typed as the other", async () => {
    const app = await world.tab();
    world.server.deaf.add("message.send");
    app.outbox.send(sopranen, "Als mezelf");
    await settled();
    await app.session.actFor(jonas.contact);
    await settled();
    expect(app.outbox.waiting).toBe(0);
    app.outbox.send(sopranen, "Voor Jonas");
    await settled();
    expect(app.outbox.in(sopranen).map(({ args }) => args.text)).toEqual(["Voor Jonas"]);
    await app.session.actFor(null);
    await settled();
    expect(app.outbox.in(sopranen).map(({ args }) => args.text)).toEqual(["Als mezelf"]);
  });

  test("goes on after a reload, before the server said anything", async () => {
    const app = await world.tab();
    await app.session.actFor(jonas.contact);
    await settled();
    world.server.reachable = false;
    const again = await world.reload(app);
    expect(again.session.actingFor).toBe(jonas.contact);
    expect(again.store.conversations).toHaveLength(1);
  });

  test("ends when the server says so, and what was read for the other stays apart", async () => {
    const app = await world.tab();
    await app.session.actFor(jonas.contact);
    await settled();
    world.server.actsFor = null;
    world.server.cut(4010);
    await world.restore();
    await settled();
    expect([app.session.reader, app.session.actingFor]).toEqual([clara.account, null]);
  });

  test("leaves nothing on the device after signing out", async () => {
    const app = await world.tab();
    await app.session.actFor(jonas.contact);
    await settled();
    world.server.deaf.add("message.send");
    app.outbox.send(sopranen, "Voor Jonas");
    await settled();
    await app.session.signOut();
    world.server.account = clara;
    world.server.actsFor = jonas.contact;
    const again = await world.reload(app);
    expect(again.session.actingFor).toBe(jonas.contact);
    expect(again.outbox.waiting).toBe(0);
    expect(world.device.storage.getItem("akkoord.readers")).not.toBeNull();
  });

  test("by HTTP says as whom one reads", async () => {
    const app = await world.tab();
    await app.session.actFor(jonas.contact);
    await settled();
    world.server.deaf.add("sync.hello");
    world.server.cut(1006);
    world.server.reachable = true;
    await app.api.call("message.history", { conversation: sopranen }).catch(() => {});
    expect(world.server.readers.at(-1)).toBe(String(1000 + jonas.contact));
  });
});

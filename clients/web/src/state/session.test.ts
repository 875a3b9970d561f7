import { beforeEach, describe, expect, test } from "vitest";
import { clara, jonas, sopranen } from "../../tests/choir.ts";
import { settled } from "../../tests/clock.ts";
import { World } from "../../tests/world.ts";

let world: World;

beforeEach(() => {
  world = new World();
  world.server.say("Welkom in het nieuwe seizoen");
});

describe("the session", () => {
  test("without one the client shows the sign-in screen", async () => {
    world.server.account = null;
    const app = await world.tab();
    expect([app.session.phase, app.session.expired]).toEqual(["signed-out", false]);
  });

  test("without one and without a server too", async () => {
    world.server.reachable = false;
    const app = await world.tab();
    expect(app.session.phase).toBe("signed-out");
  });

  test("signing in fills the store", async () => {
    world.server.account = null;
    const app = await world.tab();
    await app.session.signIn("clara", "een lang wachtwoord");
    await settled();
    expect(app.session.phase).toBe("signed-in");
    expect(app.session.account).toMatchObject({ name: "Clara", login: "clara" });
    expect(app.store.conversations).toHaveLength(1);
    expect(app.connection.state).toBe("online");
  });

  test("signing in where no socket gets through fills the store by HTTP", async () => {
    world.server.account = null;
    world.server.deaf.add("sync.hello");
    const app = await world.tab();
    await world.clock.pass(11_000);
    await app.session.signIn("clara", "een lang wachtwoord");
    await world.clock.pass(11_000);
    expect(app.connection.state).not.toBe("online");
    expect(app.store.conversations.map(({ last }) => last?.text)).toEqual(["Welkom in het nieuwe seizoen"]);
  });

  test("a refused sign-in says why and changes nothing", async () => {
    world.server.account = null;
    const app = await world.tab();
    world.server.refusals.set("session.open", [{ code: "unauthenticated", message: "Naam of wachtwoord klopt niet." }]);
    await expect(app.session.signIn("clara", "fout")).rejects.toMatchObject({ message: "Naam of wachtwoord klopt niet." });
    expect(app.session.phase).toBe("signed-out");
  });

  test("a password that wants a code signs in with one", async () => {
    world.server.account = null;
    const app = await world.tab();
    world.server.refusals.set("session.open", [{ code: "second_factor", message: "Geef ook de code." }]);
    await expect(app.session.signIn("clara", "goed")).rejects.toMatchObject({ code: "second_factor" });
    expect([app.session.phase, app.session.expired]).toEqual(["signed-out", false]);
    await app.session.signIn("clara", "goed", "123456");
    expect(app.session.phase).toBe("signed-in");
    const asked = world.server.requests.filter(({ op }) => op === "session.open").map(({ args }) => args);
    expect(asked.at(-1)).toEqual({ login: "clara", password: "goed", code: "123456" });
  });

  test("signing out leaves nothing on the device", async () => {
    const app = await world.tab();
    app.store.room(sopranen).draft = "Niet voor andere ogen";
    await settled();
    await app.session.signOut();
    expect(app.session.phase).toBe("signed-out");
    expect(app.store.replica.everything().next().done).toBe(true);
    world.server.reachable = false;
    const next = await world.reload(app);
    expect(next.session.phase).toBe("signed-out");
    expect(next.store.replica.everything().next().done).toBe(true);
  });

  test("signing out leaves nothing either when the server ends the connection before it answers", async () => {
    const app = await world.tab();
    world.server.deaf.add("message.send");
    app.outbox.send(sopranen, "Niet voor andere ogen");
    await settled();
    const asked = app.session.signOut();
    world.server.socket.drop(4003);
    await asked;
    await settled();
    expect([app.session.phase, app.session.expired]).toEqual(["signed-out", false]);
    world.server.account = clara;
    const next = await world.reload(app);
    await settled();
    expect(next.outbox.waiting).toBe(0);
  });

  test("an expired one takes along what could be read and keeps what was typed", async () => {
    let app = await world.tab();
    world.server.deaf.add("message.send");
    app.outbox.send(sopranen, "Nog niet verstuurd");
    await settled();
    world.server.account = null;
    world.server.socket.drop(4003);
    await settled();
    expect([app.session.phase, app.session.expired]).toEqual(["signed-out", true]);
    expect(app.store.conversations).toEqual([]);
    world.server.deaf.clear();
    await app.session.signIn("clara", "een lang wachtwoord");
    await settled();
    expect(world.server.messages().map(({ text }) => text)).toContain("Nog niet verstuurd");
  });

  test("another account finds nothing of the one before", async () => {
    const before = await world.tab();
    world.server.cut();
    before.outbox.send(sopranen, "Van Clara");
    await settled();
    world.server.reachable = true;
    world.server.account = jonas;
    const app = await world.reload(before);
    await settled();
    expect(app.session.account?.name).toBe("Jonas");
    expect(app.outbox.waiting).toBe(0);
    await world.clock.pass(60_000);
    expect(world.server.messages().map(({ text }) => text)).not.toContain("Van Clara");
    expect(app.store.conversations).toHaveLength(1);
  });

  test("signing out in one tab signs out the others", async () => {
    const [one, other] = [await world.tab(), await world.tab()];
    await one.session.signOut();
    await settled();
    expect(other.session.phase).toBe("signed-out");
  });

  test("signing in in one tab signs in the others", async () => {
    world.server.account = null;
    const [one, other] = [await world.tab(), await world.tab()];
    await one.session.signIn("clara", "een lang wachtwoord");
    await settled();
    expect(other.session.phase).toBe("signed-in");
    expect(other.store.conversations).toHaveLength(1);
  });
});

describe("the connection", () => {
  test("is said to be gone after 5 s, and back at once", async () => {
    const app = await world.tab();
    world.server.cut();
    await world.clock.pass(4_900);
    expect(app.connection.offlineFor5s).toBe(false);
    await world.clock.pass(200);
    expect(app.connection.offlineFor5s).toBe(true);
    await world.restore();
    expect([app.connection.state, app.connection.offlineFor5s]).toEqual(["online", false]);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { ManualClock, seeded, settled } from "../../tests/clock.ts";
import { FakeServer } from "../../tests/server.ts";
import type { SyncHelloView, SyncPage } from "../generated/api.ts";
import { type EventFrame, close } from "./frames.ts";
import { Link, type LinkState, type Listener } from "./link.ts";

class Diary implements Listener {
  held: string[] = [];
  states: LinkState[] = [];
  welcomes: SyncHelloView[] = [];
  events: EventFrame[] = [];
  pages: SyncPage[] = [];
  expiries = 0;
  cursors = () => this.held;
  changed = (state: LinkState) => void this.states.push(state);
  welcomed = (welcome: SyncHelloView) => void this.welcomes.push(welcome);
  told = (event: EventFrame) => void this.events.push(event);
  caughtUp = (page: SyncPage) => void this.pages.push(page);
  whispered = () => {};
  distrusted = () => void (this.held = []);
  expired = () => void (this.expiries += 1);
}

let server: FakeServer;
let clock: ManualClock;
let diary: Diary;
let link: Link;

beforeEach(() => {
  server = new FakeServer();
  clock = new ManualClock();
  diary = new Diary();
  link = new Link({ open: server.open, clock, random: seeded(1) }, diary);
});

async function connected(): Promise<void> {
  link.start();
  await settled();
  expect(link.state).toBe("open");
}

describe("the link", () => {
  test("greets first, and is open once the server greets back", async () => {
    await connected();
    expect(server.requests.map(({ op }) => op)).toEqual(["sync.hello"]);
    expect(diary.welcomes[0]?.account.name).toBe("Clara");
    expect(diary.states).toEqual(["connecting", "open"]);
  });

  test("shows its cursors and is told what it missed", async () => {
    server.say("Wie brengt de partituren mee?");
    diary.held = ["100"];
    await connected();
    expect(diary.pages.flatMap(({ items }) => items.map(({ kind }) => kind))).toEqual(["message"]);
  });

  test("passes on events in order", async () => {
    await connected();
    server.say("Een");
    server.say("Twee");
    expect(diary.events.map(({ n, ev }) => [n, ev])).toEqual([[1, "message.created"], [2, "message.created"]]);
  });

  test("closes with 4001 on a gap, does not pass on what came after it, and resumes", async () => {
    await connected();
    const socket = server.socket;
    socket.tell("message.created", "102", {}, 1);
    expect(socket.closedWith).toBe(close.gap);
    expect(diary.events).toEqual([]);
    await clock.pass(1_000);
    expect(link.state).toBe("open");
    expect(server.sockets).toHaveLength(2);
  });

  test("answers what was asked, and refuses as the server refuses", async () => {
    await connected();
    await expect(link.ask("account.get", {})).resolves.toMatchObject({ login: "clara" });
    server.refusals.set("message.send", [{ code: "forbidden", message: "Alleen beheerders schrijven hier." }]);
    const sent = link.ask("message.send", { conversation: 31, text: "Mag ik?" });
    await expect(sent).rejects.toMatchObject({ code: "forbidden", message: "Alleen beheerders schrijven hier." });
  });

  test("has at most 16 requests open, and asks the rest in order", async () => {
    await connected();
    server.deaf.add("account.get");
    const asked = Array.from({ length: 30 }, () => link.ask("account.get", {}).catch(({ code }) => code));
    await settled();
    expect(server.asked("account.get")).toHaveLength(16);
    server.cut();
    await expect(Promise.all(asked)).resolves.toEqual(Array(30).fill("unreachable"));
  });

  test("refuses a frame over 64 KiB itself and keeps the socket", async () => {
    await connected();
    const text = "€".repeat(22_000);
    await expect(link.ask("message.send", { conversation: 31, text })).rejects.toMatchObject({ code: "too_large" });
    expect(link.state).toBe("open");
  });

  test("gives up a request after 20 s", async () => {
    await connected();
    server.deaf.add("account.get");
    const asked = link.ask("account.get", {}).catch(({ code }) => code);
    await clock.pass(20_000);
    await expect(asked).resolves.toBe("unreachable");
  });

  test("is signed out by 4003 and does not come back", async () => {
    await connected();
    server.socket.drop(close.auth);
    await clock.pass(120_000);
    expect(diary.expiries).toBe(1);
    expect(server.sockets).toHaveLength(1);
  });

  test("is signed out when the greeting is refused for want of a session", async () => {
    server.account = null;
    link.start();
    await settled();
    expect(diary.expiries).toBe(1);
    expect(link.state).toBe("closed");
  });

  test("does not take 4003 before the greeting for the end of the session: it was merely slow", async () => {
    link.start();
    server.socket.drop(close.auth);
    await clock.pass(1_000);
    expect(diary.expiries).toBe(0);
    expect(link.state).toBe("open");
  });

  test("comes without cursors once they were refused", async () => {
    diary.held = ["100"];
    server.refusals.set("sync.hello", [{ code: "cursor_refused", message: "Deze plaats kennen we niet." }]);
    link.start();
    await clock.pass(2_000);
    expect(link.state).toBe("open");
    expect(server.asked("sync.hello").map(({ args }) => args)).toEqual([{ cursor: ["100"] }, {}]);
  });

  test.each([close.restarting, close.shuttingDown, close.slow, 1006])("comes back after %i", async (code) => {
    await connected();
    server.socket.drop(code);
    expect(link.state).toBe("waiting");
    await clock.pass(1_000);
    expect(link.state).toBe("open");
  });

  test("waits half a minute after 4029", async () => {
    await connected();
    server.socket.drop(close.rate);
    await clock.pass(30_000);
    expect(link.state).toBe("waiting");
    await clock.pass(2_000);
    expect(link.state).toBe("open");
  });

  test("tries again and again, at most 30 s apart, while the server is away", async () => {
    server.reachable = false;
    link.start();
    await clock.pass(30 * 60_000);
    expect(server.sockets.length).toBeGreaterThan(60);
    server.reachable = true;
    await clock.pass(30_000);
    expect(link.state).toBe("open");
  });

  test("tries at once on waking up", async () => {
    server.reachable = false;
    link.start();
    await clock.pass(60_000);
    server.reachable = true;
    while (link.state !== "waiting") await clock.pass(100);
    link.wake();
    await settled();
    expect(link.state).toBe("open");
  });

  test("finds out within 3 s of waking up that the line is dead", async () => {
    await connected();
    server.reachable = false;
    link.wake();
    await clock.pass(2_900);
    expect(link.state).toBe("open");
    await clock.pass(200);
    expect(link.state).not.toBe("open");
  });

  test("keeps a line that answers the ping", async () => {
    await connected();
    link.wake();
    await clock.pass(5_000);
    expect(link.state).toBe("open");
    expect(server.sockets).toHaveLength(1);
  });

  test("pings after 45 s of silence", async () => {
    await connected();
    await clock.pass(44_000);
    expect(server.asked("account.get")).toHaveLength(0);
    await clock.pass(2_000);
    expect(server.asked("account.get")).toHaveLength(1);
    expect(link.state).toBe("open");
  });

  test("hangs up on a server that does not greet back within 10 s", async () => {
    server.deaf.add("sync.hello");
    link.start();
    await clock.pass(9_900);
    expect(link.state).toBe("connecting");
    await clock.pass(200);
    expect(link.state).toBe("waiting");
  });
});

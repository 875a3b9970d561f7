import { beforeEach, describe, expect, test, vi } from "vitest";
import { ManualClock, seeded, settled } from "../../tests/clock.ts";
import { FakeServer } from "../../tests/server.ts";
import { Api } from "./api.ts";
import { Http } from "./http.ts";
import { Link } from "./link.ts";

const key = "3b8f6a0e-2f0e-4a42-9f6d-7c1f1f6f0a11";
let server: FakeServer;
let link: Link;
let api: Api;
let posted: { address: string; headers: Record<string, string> }[];
const expired = vi.fn();

beforeEach(() => {
  server = new FakeServer();
  posted = [];
  expired.mockReset();
  const nothing = () => {};
  const listener = { cursors: () => [], changed: nothing, welcomed: nothing, told: nothing, caughtUp: nothing };
  link = new Link({ open: server.open, clock: new ManualClock(), random: seeded(1) }, { ...listener, whispered: nothing, distrusted: nothing, expired: nothing });
  const fetch: typeof server.fetch = (address, request) => {
    posted.push({ address, headers: request.headers as Record<string, string> });
    return server.fetch(address, request);
  };
  api = new Api(link, new Http(fetch, () => "nl", () => 7), expired);
});

async function connected(): Promise<void> {
  link.start();
  await settled();
}

describe("a call", () => {
  test("goes over the socket when it is open", async () => {
    await connected();
    await expect(api.call("account.get", {})).resolves.toMatchObject({ name: "Clara" });
    expect(posted).toEqual([]);
  });

  test("goes by HTTP otherwise, with its key and the reader's language", async () => {
    await api.call("message.send", { conversation: 31, text: "Tot morgen" }, { key });
    expect(posted).toEqual([
      {
        address: "/api/message.send",
        headers: { "Content-Type": "application/json", "Accept-Language": "nl", "Akkoord-Reader": "7", "Idempotency-Key": key },
      },
    ]);
  });

  test("that sets the cookie always goes by HTTP", async () => {
    await connected();
    await api.call("session.open", { login: "clara", password: "een lang wachtwoord" });
    expect(posted).toHaveLength(1);
  });

  test("with a key, whose answer was lost with the socket, is repeated and done once", async () => {
    await connected();
    server.swallowed.add("message.send");
    const sent = await api.call("message.send", { conversation: 31, text: "Tot morgen" }, { key });
    expect(sent.text).toBe("Tot morgen");
    expect(server.messages()).toHaveLength(1);
    expect(posted).toHaveLength(1);
  });

  test("without a key, whose answer was lost, is not repeated", async () => {
    await connected();
    server.swallowed.add("message.send");
    const sent = api.call("message.send", { conversation: 31, text: "Tot morgen" });
    await expect(sent).rejects.toMatchObject({ code: "unreachable" });
    expect(server.messages()).toHaveLength(1);
    expect(posted).toEqual([]);
  });

  test("is unreachable when a proxy answers in the server's stead", async () => {
    const broken = new Api(link, new Http(async () => new Response("<h1>502</h1>", { status: 502 }), () => "nl", () => null), expired);
    await expect(broken.call("account.get", {})).rejects.toMatchObject({ code: "unreachable" });
  });

  test("tells that nobody is signed in", async () => {
    server.account = null;
    await expect(api.call("account.get", {})).rejects.toMatchObject({ code: "unauthenticated" });
    expect(expired).toHaveBeenCalledOnce();
  });

  test("refused at sign-in says nothing of a session that never was", async () => {
    server.refusals.set("session.open", [{ code: "unauthenticated", message: "Naam of wachtwoord klopt niet." }]);
    await expect(api.call("session.open", { login: "clara", password: "x" })).rejects.toMatchObject({ code: "unauthenticated" });
    expect(expired).not.toHaveBeenCalled();
  });

  test("of somebody who is not signed in is answered, also when a session ends meanwhile", async () => {
    const asked = api.call("session.request_link", { address: "clara@rietvink.example" });
    api.forget();
    await expect(asked).resolves.toEqual({});
  });

  test("of an account that is gone meanwhile is for nobody", async () => {
    const asked = api.call("account.get", {});
    api.forget();
    await expect(asked).rejects.toMatchObject({ code: "unreachable" });
  });
});

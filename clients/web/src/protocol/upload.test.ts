import { beforeEach, describe, expect, test } from "vitest";
import { upload, type Watching } from "./upload.ts";

class Request {
  upload = { onprogress: (_: { loaded: number; total: number }) => {} };
  status = 0;
  responseText = "";
  responseType = "";
  onload = () => {};
  onerror = () => {};
  ontimeout = () => {};
  onloadend = () => {};
  opened = "";
  sent: unknown = null;
  aborted = false;

  open(method: string, address: string) {
    this.opened = `${method} ${address}`;
  }

  send(content: unknown) {
    this.sent = content;
  }

  abort() {
    this.aborted = true;
  }

  answer(status: number, text: string) {
    this.status = status;
    this.responseText = text;
    this.onload();
    this.onloadend();
  }
}

let request: Request;
const content = new Blob(["foto"]);

beforeEach(() => {
  request = new Request();
});

function sending(watching: Watching = {}) {
  const given = { organisation: 7, purpose: "picture", content, name: "koor & orgel.jpg" };
  return upload(given, watching, request as unknown as XMLHttpRequest);
}

describe("sending a file", () => {
  test("gives what the server knows of it, and tells how far it came", async () => {
    const seen: number[] = [];
    const sent = sending({ progress: (part) => seen.push(part) });
    expect(request.opened).toBe("POST /files?organisation=7&purpose=picture&name=koor+%26+orgel.jpg");
    expect(request.sent).toBe(content);
    request.upload.onprogress({ loaded: 1, total: 4 });
    request.upload.onprogress({ loaded: 0, total: 0 });
    request.answer(200, JSON.stringify({ ok: true, result: { id: 12 } }));
    await expect(sent).resolves.toEqual({ id: 12 });
    expect(seen).toEqual([0.25, 0]);
  });

  test("is refused in the server's words", async () => {
    const sent = sending();
    const error = { code: "invalid", message: "Kijk na.", fields: { file: "Dit is geen foto." } };
    request.answer(422, JSON.stringify({ ok: false, error }));
    await expect(sent).rejects.toMatchObject({ code: "invalid", fields: { file: "Dit is geen foto." } });
  });

  test("that is too large for a proxy is too large", async () => {
    const sent = sending();
    request.answer(413, "<h1>413</h1>");
    await expect(sent).rejects.toMatchObject({ code: "too_large", message: "" });
  });

  test.each([
    ["a proxy's page", () => request.answer(502, "<h1>502</h1>")],
    ["something else's answer", () => request.answer(200, "{}")],
    ["no connection", () => request.onerror()],
  ])("is unreachable with %s", async (_, happen) => {
    const sent = sending();
    happen();
    await expect(sent).rejects.toMatchObject({ code: "unreachable" });
  });

  test("is called off by its signal, also before it began", async () => {
    const stop = new AbortController();
    const sent = sending({ signal: stop.signal });
    stop.abort();
    await expect(sent).rejects.toMatchObject({ name: "AbortError" });
    expect(request.aborted).toBe(true);
    await expect(sending({ signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
  });
});

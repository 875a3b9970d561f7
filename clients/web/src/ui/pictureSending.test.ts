import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { picture } from "../language/manage/picture.ts";
import { manageWords } from "../language/manage.svelte.ts";
import { ApiError } from "../protocol/frames.ts";
import { pictureIn } from "./picture.ts";
import { PictureSending } from "./pictureSending.svelte.ts";

const said = () => manageWords(picture);

interface Answer {
  status: number;
  body: unknown;
}

let answer: Answer;
let sent: { name: string; size: number }[];
let held: (() => void)[] | null;

class Request {
  upload = { onprogress: (_: { loaded: number; total: number }) => {} };
  status = 0;
  responseText = "";
  onload = () => {};
  onloadend = () => {};
  #name = "";

  open(_method: string, address: string) {
    this.#name = new URL(address, "http://akkoord.test").searchParams.get("name") ?? "";
  }

  send(content: Blob) {
    sent.push({ name: this.#name, size: content.size });
    this.upload.onprogress({ loaded: 1, total: 2 });
    const finish = () => {
      this.status = answer.status;
      this.responseText = JSON.stringify(answer.body);
      this.onload();
      this.onloadend();
    };
    if (held) held.push(finish);
    else finish();
  }

  abort() {}
}

const photo = (size = 10, type = "image/jpeg") => new File([new Uint8Array(size)], "koor.jpg", { type });

beforeEach(() => {
  answer = { status: 200, body: { ok: true, result: { id: 12 } } };
  sent = [];
  held = null;
  vi.stubGlobal("XMLHttpRequest", Request);
});

afterEach(() => vi.unstubAllGlobals());

describe("a picture", () => {
  test("is sent and then handed on", async () => {
    const sending = new PictureSending();
    const used: number[] = [];
    await expect(sending.send(photo(), 7, (file) => used.push(file))).resolves.toBe(true);
    expect(sent).toEqual([{ name: "koor.jpg", size: 10 }]);
    expect(used).toEqual([12]);
    expect([sending.busy, sending.trouble, sending.told]).toEqual([false, "", said().done]);
  });

  test("that the server refuses says why, in its words", async () => {
    const fields = { file: "Deze foto is beschadigd." };
    answer = { status: 422, body: { ok: false, error: { code: "invalid", message: "Kijk na.", fields } } };
    const sending = new PictureSending();
    await expect(sending.send(photo(), 7, () => {})).resolves.toBe(false);
    expect([sending.trouble, sending.told]).toEqual(["Deze foto is beschadigd.", ""]);
  });

  test("that is used for nothing says why", async () => {
    const sending = new PictureSending();
    const refuse = () => {
      throw new ApiError({ code: "forbidden", message: "Je hebt hier geen recht op." });
    };
    await expect(sending.send(photo(), 7, refuse)).resolves.toBe(false);
    expect(sending.trouble).toBe("Je hebt hier geen recht op.");
  });

  test("that is no picture, or too large, is not sent at all", async () => {
    const sending = new PictureSending();
    await sending.send(photo(10, "image/svg+xml"), 7, () => {});
    expect(sending.trouble).toBe(said().noPicture);
    await sending.send(photo(20_000_001), 7, () => {});
    expect(sending.trouble).toBe(said().tooLarge(20));
    expect(sent).toEqual([]);
  });

  test("can be stopped, and that is no trouble", async () => {
    held = [];
    const sending = new PictureSending();
    const underway = sending.send(photo(), 7, () => {});
    await vi.waitFor(() => expect(sending.part).toBe(0.5));
    await expect(sending.send(photo(), 7, () => {})).resolves.toBe(false);
    sending.stop();
    await expect(underway).resolves.toBe(false);
    expect([sending.busy, sending.part, sending.trouble]).toEqual([false, null, ""]);
    expect(sent).toHaveLength(1);
  });

  test("is the first among what was dropped", () => {
    const letter = new File(["brief"], "brief.txt", { type: "text/plain" });
    const found = photo();
    expect(pictureIn([letter, found])).toBe(found);
    expect(pictureIn([letter])).toBeNull();
    expect(pictureIn(null)).toBeNull();
  });
});

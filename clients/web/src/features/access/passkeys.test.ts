import { expect, test } from "vitest";
import { bytesOf, passkeysWorkAt, textOf } from "./passkeys.ts";

test("bytes come back as they went, without signs that mean something in an address", () => {
  for (let length = 0; length < 6; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, place) => 251 + place);
    const text = textOf(bytes.buffer);
    expect(text).toMatch(/^[\w-]*$/);
    expect(bytesOf(text)).toEqual(bytes);
  }
});

test("a server that is reached by a number has no passkeys", () => {
  expect(["koor.example", "localhost"].map(passkeysWorkAt)).toEqual([true, true]);
  expect(["127.0.0.1", "[::1]"].map(passkeysWorkAt)).toEqual([false, false]);
});

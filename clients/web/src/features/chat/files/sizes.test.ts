import { expect, test } from "vitest";
import { words } from "../../../language/language.svelte.ts";
import { sizeText, timeText, within } from "./sizes.ts";
import { mostFiles, trayOf } from "./tray.svelte.ts";

test("sizes are told as people read them", () => {
  expect([0, 12, 45_400, 3_240_000].map((bytes) => sizeText(bytes, "nl"))).toEqual(["0 kB", "1 kB", "45 kB", "3,2 MB"]);
});

test("times are minutes and seconds", () => {
  expect([0, 5.4, 65, 3600].map(timeText)).toEqual(["0:00", "0:05", "1:05", "60:00"]);
});

test("a picture keeps its shape and is never made larger", () => {
  expect(within(2048, 1024, 320)).toEqual({ width: 320, height: 160 });
  expect(within(100, 50, 320)).toEqual({ width: 100, height: 50 });
  expect(within(1, 4000, 320)).toEqual({ width: 1, height: 320 });
});

test("a file without a name is called one, in the words of the reader", () => {
  const tray = trayOf(2);
  tray.add([new File(["x"], ""), new File(["x"], "partituur.pdf")]);
  expect(tray.take().map(({ name }) => name)).toEqual([words().chat.file, "partituur.pdf"]);
});

test("a message takes at most twenty files, and says how many were left", () => {
  const tray = trayOf(1);
  tray.add(Array.from({ length: 23 }, (_, n) => new File(["x"], `${n}.txt`)));
  expect([tray.files.length, tray.left]).toEqual([mostFiles, 3]);
  expect(tray.take()).toHaveLength(mostFiles);
  expect(trayOf(1).files).toEqual([]);
});

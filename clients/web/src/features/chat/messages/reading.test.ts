import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Reading } from "./reading.ts";

let read: number[] = [];
const begin = (focused = true) => new Reading((seq) => read.push(seq), focused);

beforeEach(() => {
  read = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("a message is read after a second on screen", () => {
  begin().appear(4);
  vi.advanceTimersByTime(999);
  expect(read).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(read).toEqual([4]);
});

test("a message that was scrolled past is not read", () => {
  const reading = begin();
  reading.appear(4);
  vi.advanceTimersByTime(500);
  reading.disappear(4);
  vi.advanceTimersByTime(2_000);
  expect(read).toEqual([]);
});

test("nothing is read in a window without focus, until the focus comes back", () => {
  const reading = begin(false);
  reading.appear(4);
  vi.advanceTimersByTime(5_000);
  expect(read).toEqual([]);
  reading.focus(true);
  vi.advanceTimersByTime(1_000);
  expect(read).toEqual([4]);
});

test("only the highest is told, and never a lower one again", () => {
  const reading = begin();
  for (const seq of [1, 2, 3]) reading.appear(seq);
  vi.advanceTimersByTime(1_000);
  reading.appear(2);
  vi.advanceTimersByTime(1_000);
  expect(read).toEqual([3]);
});

test("after it stops nothing more is told", () => {
  const reading = begin();
  reading.appear(4);
  reading.stop();
  vi.advanceTimersByTime(2_000);
  expect(read).toEqual([]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Countdown } from "./countdown.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("it runs out once", () => {
  const over = vi.fn();
  const countdown = new Countdown(5_000, over);
  countdown.run();
  countdown.run();
  vi.advanceTimersByTime(4_999);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(over).toHaveBeenCalledTimes(1);
});

test("held, it waits; let go, it has what was left, and at least a second", () => {
  const over = vi.fn();
  const countdown = new Countdown(5_000, over);
  countdown.run();
  vi.advanceTimersByTime(4_800);
  countdown.hold();
  vi.advanceTimersByTime(60_000);
  expect(over).not.toHaveBeenCalled();
  countdown.run();
  vi.advanceTimersByTime(999);
  expect(over).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(over).toHaveBeenCalledTimes(1);
});

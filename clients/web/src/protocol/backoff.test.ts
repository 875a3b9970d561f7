import { expect, test } from "vitest";
import { seeded } from "../../tests/clock.ts";
import { waitBefore } from "./backoff.ts";

test("waits between half a second and 30 s, whatever the attempt", () => {
  const random = seeded(3);
  const waits = Array.from({ length: 500 }, (_, attempt) => waitBefore(attempt % 40, random));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(500);
  expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
});

test("waits longer as attempts fail, spread over the whole span", () => {
  expect(waitBefore(0, () => 1)).toBe(1_000);
  expect(waitBefore(3, () => 1)).toBe(8_000);
  expect(waitBefore(9, () => 1)).toBe(30_000);
  expect(waitBefore(9, () => 0)).toBe(500);
});

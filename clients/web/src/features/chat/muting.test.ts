import { expect, test } from "vitest";
import { mutedUntil, untilWhen } from "./muting.ts";

const NOW = new Date("2026-11-26T19:05:00Z");
const when = (span: Parameters<typeof mutedUntil>[0]) => untilWhen(mutedUntil(span, NOW), NOW, "nl", "Europe/Brussels");

test("a span ends so much later, and is said with its day when that is another", () => {
  expect(mutedUntil("hour", NOW)).toBe("2026-11-26T20:05:00.000Z");
  expect(when("hour")).toBe("21:05");
  expect(when("hours")).toMatch(/^vr.* 27 nov.* 04:05$/);
  expect(when("week")).toMatch(/^do.* 3 dec.* 20:05$/);
});

test("always is a far moment, which is not said", () => {
  expect(Date.parse(mutedUntil("always", NOW))).toBeGreaterThan(Date.parse("2900-01-01T00:00:00Z"));
  expect(when("always")).toBeNull();
  expect(untilWhen("2999-12-31T00:00:00Z", NOW, "en")).toBeNull();
});

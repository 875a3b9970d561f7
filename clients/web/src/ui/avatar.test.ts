import { expect, test } from "vitest";
import { initials, tint } from "./avatar.ts";

test("a person is known by first and last initial, without the particles", () => {
  expect(initials("Clara De Smet")).toBe("CS");
  expect(initials("Jonas van den Berg")).toBe("JB");
  expect(initials("An")).toBe("A");
});

test("signs are no initials, letters beyond ASCII are", () => {
  expect(initials("Élise (alt)")).toBe("É");
  expect(initials("repetitie")).toBe("R");
  expect(initials("Kerstconcert 2026")).toBe("K");
  expect(initials("2026")).toBe("2");
  expect(initials("  ")).toBe("?");
});

test("a tint is one of six and stays the same", () => {
  const names = ["Clara De Smet", "Jonas Peeters", "An", "Élise Maes", "Sopranen", "Alten", "Mannen", "Bestuur", "Lotte", "Koen", "Wim"];
  expect(new Set(names.map(tint)).size).toBe(6);
  expect(tint("Clara De Smet")).toBe(tint("Clara De Smet"));
});

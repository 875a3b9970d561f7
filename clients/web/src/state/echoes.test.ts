import { beforeEach, expect, test } from "vitest";
import { jonas, message, sopranen } from "../../tests/choir.ts";
import { Echoes } from "./echoes.ts";
import type { OutboxEntry } from "./shelf.ts";

let echoes: Echoes;

beforeEach(() => (echoes = new Echoes()));

function waiting(key: string, text: string, after = 4, error: string | null = null): OutboxEntry {
  const args = { conversation: sopranen, text };
  return { key, order: 1, at: "2026-11-26T09:00:00Z", conversation: sopranen, op: "message.send", args, gives: "message", shows: "row", error, after };
}

const came = (seq: number, text: string) => message(seq, seq, { text, author: jonas.contact });

test("what comes back takes the place of the first row that says the same", () => {
  const rows = [waiting("a", "Ik kom"), waiting("b", "Ik kom"), waiting("c", "Tot dan")];
  expect(echoes.heard(came(5, "Ik kom"), rows)).toBe(true);
  expect([echoes.isSeen("a"), echoes.isSeen("b")]).toEqual([true, false]);
  expect(echoes.keyOf(came(5, "Ik kom").id)).toBe("a");
  expect(echoes.heard(came(6, "Ik kom "), rows)).toBe(true);
  expect(echoes.isSeen("b")).toBe(true);
});

test("the same message again, or one that was answered, is the echo of no other row", () => {
  const rows = [waiting("a", "Ik kom"), waiting("b", "Ik kom")];
  echoes.heard(came(5, "Ik kom"), rows);
  expect(echoes.heard(came(5, "Ik kom"), rows)).toBe(false);
  echoes.answered("z", came(7, "Ik kom").id);
  expect(echoes.heard(came(7, "Ik kom"), rows)).toBe(false);
  expect(echoes.isSeen("b")).toBe(false);
});

test("what was there before a row was written, says something else, or was refused is no echo of it", () => {
  expect(echoes.heard(came(4, "Ik kom"), [waiting("a", "Ik kom", 4)])).toBe(false);
  expect(echoes.heard(came(5, "Ik kom"), [waiting("a", "Ik kom niet", 4)])).toBe(false);
  expect(echoes.heard(came(5, "Ik kom"), [waiting("a", "Ik kom", 4, "Alleen beheerders schrijven hier.")])).toBe(false);
  const { after: _, ...older } = waiting("a", "Ik kom");
  expect(echoes.heard(came(5, "Ik kom"), [older])).toBe(false);
});

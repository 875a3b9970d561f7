import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { nl } from "../language/nl.ts";
import { Announcing } from "./announcing.ts";

let said: string[] = [];

beforeEach(() => {
  said = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function begin() {
  const announcing = new Announcing((sentence) => said.push(sentence));
  return (sentence: string) => announcing.say(sentence, nl.room.incomingMany);
}

test("a single message is spoken at once", () => {
  begin()("Jonas: Tot straks");
  expect(said).toEqual(["Jonas: Tot straks"]);
});

test("a burst is at most one sentence per five seconds", () => {
  const say = begin();
  for (const sentence of ["Jonas: Ja", "An: Ik ook", "Jonas: Fijn"]) say(sentence);
  vi.advanceTimersByTime(4_999);
  expect(said).toEqual(["Jonas: Ja"]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["Jonas: Ja", "2 nieuwe berichten"]);
});

test("after a quiet while the next one is spoken at once again", () => {
  const say = begin();
  say("Jonas: Ja");
  vi.advanceTimersByTime(6_000);
  say("An: Ik ook");
  expect(said).toEqual(["Jonas: Ja", "An: Ik ook"]);
});

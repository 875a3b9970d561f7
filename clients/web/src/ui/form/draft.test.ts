import { expect, test } from "vitest";
import { Draft } from "./draft.svelte.ts";

const sopranos = () => new Draft({ name: "Sopranen", seats: 24 as number | null, days: ["do"] });

test("nothing has changed until something differs, and changing back is no change", () => {
  const draft = sopranos();
  expect(draft.dirty).toBe(false);
  draft.now.name = "Sopranen 1";
  expect(draft.dirty).toBe(true);
  draft.now.name = "Sopranen";
  expect(draft.dirty).toBe(false);
});

test("only what differs is sent, lists too", () => {
  const draft = sopranos();
  draft.now.seats = null;
  draft.now.days.push("vr");
  expect(draft.changes()).toEqual({ seats: null, days: ["do", "vr"] });
});

test("after saving, what was saved is what it was", () => {
  const draft = sopranos();
  draft.now.days.push("vr");
  draft.reset();
  expect(draft.dirty).toBe(false);
  draft.now.days.pop();
  expect(draft.changes()).toEqual({ days: ["do"] });
});

import { expect, test } from "vitest";
import { searchOf, subjectOf } from "./log.ts";

const asked = (query: string) => (name: string) => new URLSearchParams(query).get(name);

test("an address asks for who, whom, what and when", () => {
  expect(searchOf(asked("by=12&about=7&act=role.create&from=2026-11-01&until=2026-11-30"))).toEqual({
    by: 12,
    about: 7,
    act: "role.create",
    first_day: "2026-11-01",
    last_day: "2026-11-30",
  });
});

test("what makes no sense in an address is not asked", () => {
  expect(searchOf(asked("by=clara&act=DROP TABLE&from=gisteren&until="))).toEqual({});
});

test("what an act was about is one line", () => {
  const act = { id: 1, at: "", name: "Clara", acting_for: null, operation: "grant.give", sentence: "", subject: "contact", subject_id: 1, door: "" };
  expect(subjectOf({ ...act, subject_name: "Jonas Peeters", details: "Redactie" })).toBe("Jonas Peeters · Redactie");
  expect(subjectOf({ ...act, subject_name: "", details: "3" })).toBe("3");
});

import { expect, test } from "vitest";
import { managesSomething } from "./rights.ts";

const none = { capabilities: [], in_groups: [] };

test("any right with a section opens the administrators' area; others do not", () => {
  expect(managesSomething({ ...none, capabilities: ["conversations", "members"] })).toBe(true);
  expect(managesSomething({ ...none, capabilities: ["agenda"] })).toBe(true);
  expect(managesSomething({ ...none, capabilities: ["roster"] })).toBe(true);
  expect(managesSomething({ ...none, capabilities: ["conversations"] })).toBe(true);
  expect(managesSomething({ ...none, capabilities: ["news"] })).toBe(false);
  expect(managesSomething(none)).toBe(false);
  expect(managesSomething(null)).toBe(false);
});

test("who has a right in one group has the area too", () => {
  expect(managesSomething({ ...none, in_groups: [{ capability: "roster", groups: [7] }] })).toBe(true);
});

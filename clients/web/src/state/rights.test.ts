import { expect, test } from "vitest";
import { managesSomething } from "./rights.ts";

test("any right with a section opens the administrators' area; leading conversations has none", () => {
  expect(managesSomething(["conversations", "members"])).toBe(true);
  expect(managesSomething(["agenda"])).toBe(true);
  expect(managesSomething(["conversations"])).toBe(false);
  expect(managesSomething([])).toBe(false);
  expect(managesSomething(undefined)).toBe(false);
});

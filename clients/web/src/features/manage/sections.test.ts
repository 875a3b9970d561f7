import { expect, test } from "vitest";
import { pagesOf } from "../../../scripts/pages.ts";
import { manageSections } from "../../state/places.ts";
import sections from "./sections.ts?raw";

test("the build finds the page of each section, to name its files beside a deep link", () => {
  const pages = new Map(pagesOf(sections));
  expect([...pages.keys()]).toEqual([...manageSections]);
  expect(pages.get("members")).toBe("members/MembersPage.svelte");
});

import { expect, test } from "vitest";
import { stepTab, tabAddress, tabShown } from "./tabs.ts";

const tabs = [
  { name: "details", label: "Gegevens" },
  { name: "addresses", label: "Adressen", count: 2 },
];

test("an address names a tab, and the first needs no name", () => {
  expect(tabShown(tabs, "addresses")).toBe("addresses");
  expect(tabShown(tabs, null)).toBe("details");
  expect(tabShown(tabs, "iets")).toBe("details");
  expect(tabShown([], null)).toBe("");
  expect(tabAddress(tabs, "/me", "details")).toBe("/me");
  expect(tabAddress(tabs, "/me", "addresses")).toBe("/me/addresses");
});

test("arrows go round the tabs", () => {
  expect(stepTab("ArrowRight", 1, 2)).toBe(0);
  expect(stepTab("ArrowLeft", 0, 2)).toBe(1);
  expect(stepTab("End", 0, 2)).toBe(1);
  expect(stepTab("ArrowDown", 0, 2)).toBeNull();
  expect(stepTab("Home", 0, 0)).toBeNull();
});

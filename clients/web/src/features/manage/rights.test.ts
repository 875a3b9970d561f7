import { expect, test } from "vitest";
import { Rights } from "./rights.ts";

const keeper = { capabilities: ["members", "roster"], in_groups: [] };
const nele = {
  capabilities: [],
  in_groups: [
    { capability: "members", groups: [1] },
    { capability: "roster", groups: [1] },
  ],
};

test("a right in the whole organisation holds in each group", () => {
  const rights = new Rights(keeper);
  expect(rights.has("members")).toBe(true);
  expect(rights.somewhere("members")).toBe(true);
  expect(rights.inGroup(7, "members")).toBe(true);
});

test("a right in one group holds there and nowhere else", () => {
  const rights = new Rights(nele);
  expect(rights.has("members")).toBe(false);
  expect(rights.somewhere("members")).toBe(true);
  expect(rights.somewhere("access")).toBe(false);
  expect(rights.inGroup(1, "members")).toBe(true);
  expect(rights.inGroup(2, "members", "roster")).toBe(false);
});

test("who sees more than they manage is told apart", () => {
  expect(new Rights(keeper).managesAllSeen).toBe(true);
  expect(new Rights(nele).managesAllSeen).toBe(true);
  expect(new Rights({ ...nele, capabilities: ["roster"] }).managesAllSeen).toBe(false);
  const more = { capability: "roster", groups: [1, 2] };
  expect(new Rights({ capabilities: [], in_groups: [nele.in_groups[0]!, more] }).managesAllSeen).toBe(false);
});

test("nobody has a right where they do not stand", () => {
  expect(new Rights(null).somewhere("members", "roster")).toBe(false);
});

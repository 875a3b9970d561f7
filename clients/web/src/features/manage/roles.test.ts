import { expect, test } from "vitest";
import type { GrantView, RoleView } from "../../generated/api.ts";
import { holders, isLast, labelsOf } from "./roles.ts";

const admin: RoleView = { id: 1, organisation: 9, name: "Beheerder", capabilities: ["access", "members"], people: 1, fixed: true, in_group: false };
const leader: RoleView = { id: 2, organisation: 9, name: "Groepsleider", capabilities: ["roster"], people: 1, fixed: false, in_group: true };

function grant(id: number, role: RoleView, name: string, more: Partial<GrantView> = {}): GrantView {
  return { id, organisation: 9, role: role.id, role_name: role.name, account: id, contact: id, name, group: null, group_name: null, granted_at: "2026-11-25T19:00:00Z", ...more };
}

const clara = grant(1, admin, "Clara");
const bot = grant(2, admin, "Beheerbot", { contact: null });
const an = grant(3, leader, "An", { group: 5, group_name: "Alten" });

test("who has a role in the whole organisation comes before who has it in a group, by name", () => {
  const bram = grant(4, leader, "Bram");
  expect(holders([an, bram, clara], leader.id, "nl").map(({ name }) => name)).toEqual(["Bram", "An"]);
});

test("the only person who can give rights is the last one; a bot does not count", () => {
  expect(isLast(clara, [clara, bot, an], [admin, leader])).toBe(true);
  expect(isLast(clara, [clara, grant(5, admin, "Jonas")], [admin, leader])).toBe(false);
  expect(isLast(an, [clara, an], [admin, leader])).toBe(false);
});

test("a role's capabilities are told in the order of the list", () => {
  const known = ["members", "roster", "access"].map((name) => ({ name, label: name, explanation: "", in_group: false }));
  expect(labelsOf(admin, known).map(({ name }) => name)).toEqual(["members", "access"]);
});

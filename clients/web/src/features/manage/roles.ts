import type { CapabilityView, GrantView, RoleView } from "../../generated/api.ts";

/** Who has one role, people of the whole organisation first, then by name. */
export function holders(grants: readonly GrantView[], role: number, language: string): GrantView[] {
  const having = grants.filter((grant) => grant.role === role);
  return having.sort(
    (one, other) =>
      (one.group_name ?? "").localeCompare(other.group_name ?? "", language) || one.name.localeCompare(other.name, language),
  );
}

/** Whether nobody could give rights any more without this grant; the server decides in the end. */
export function isLast(grant: GrantView, grants: readonly GrantView[], roles: readonly RoleView[]): boolean {
  const giving = new Set(roles.filter(({ capabilities }) => capabilities.includes("access")).map(({ id }) => id));
  const able = grants.filter(({ role, group, contact }) => giving.has(role) && group === null && contact !== null);
  return able.length === 1 && able[0]?.id === grant.id;
}

/** What a role holds, in words, in the order in which capabilities are listed. */
export function labelsOf(role: RoleView, capabilities: readonly CapabilityView[]): CapabilityView[] {
  return capabilities.filter(({ name }) => role.capabilities.includes(name));
}

import type { OrganisationView } from "../generated/api.ts";

/** The rights that open a section of the administrators' area. What is given in a group does so whatever it is. */
const manageRights: readonly string[] = ["members", "roster", "access", "agenda", "settings", "conversations"];

export function managesSomething(of: Pick<OrganisationView, "capabilities" | "in_groups"> | null): boolean {
  // What a device remembers of before has no rights in groups.
  return of !== null && (of.in_groups?.length > 0 || of.capabilities.some((capability) => manageRights.includes(capability)));
}

import type { AuditKind, CapabilityView, GrantView, GroupView, OrganisationSettings, RoleView } from "../../generated/api.ts";
import { api } from "../../state/app.svelte.ts";
import { everyPage, type List } from "../../state/lists.svelte.ts";
import { lists } from "./lists.ts";

/** The groups of the season of today. */
export function currentGroupsOf(organisation: number): List<GroupView[]> {
  return lists.of(`groups ${organisation}`, () =>
    everyPage((page) => api.call("group.list", { organisation, limit: 200, ...page })),
  );
}

export function rolesOf(organisation: number): List<RoleView[]> {
  return lists.of(`roles ${organisation}`, () =>
    everyPage((page) => api.call("role.list", { organisation, limit: 200, ...page })),
  );
}

export function grantsOf(organisation: number): List<GrantView[]> {
  return lists.of(`grants ${organisation}`, () =>
    everyPage((page) => api.call("grant.list", { organisation, limit: 200, ...page })),
  );
}

/** Told in a language, which is why it is part of the name. */
export function capabilitiesOf(organisation: number, language: string): List<CapabilityView[]> {
  return lists.of(`capabilities ${organisation} ${language}`, () =>
    everyPage((page) => api.call("capability.list", { organisation, limit: 200, ...page })),
  );
}

export function auditKindsOf(organisation: number, language: string): List<AuditKind[]> {
  return lists.of(`acts ${organisation} ${language}`, () => everyPage(() => api.call("audit.kinds", { organisation })));
}

export function settingsOf(organisation: number): List<OrganisationSettings> {
  return lists.of(`settings ${organisation}`, () => api.call("organisation.get", { organisation }));
}

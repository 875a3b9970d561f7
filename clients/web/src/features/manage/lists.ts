import type { AuditKind, CapabilityView, GrantView, GroupView, OrganisationSettings, RoleView, SeasonView } from "../../generated/api.ts";
import { api, app } from "../../state/app.svelte.ts";
import { everyPage, type List, Lists } from "../../state/lists.svelte.ts";

/** What the screens of this area hold of the server, until somebody else signs in. */
export const lists = new Lists(() => app.session.account?.id ?? null);

export function seasonsOf(organisation: number): List<SeasonView[]> {
  return lists.of(`seasons ${organisation}`, () =>
    everyPage((page) => api.call("season.list", { organisation, limit: 200, ...page })),
  );
}

export function groupsOf(organisation: number, season: number): List<GroupView[]> {
  return lists.of(`groups ${organisation} ${season}`, () =>
    everyPage((page) => api.call("group.list", { organisation, season, limit: 200, ...page })),
  );
}

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

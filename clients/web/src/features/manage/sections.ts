import type { Component } from "svelte";
import type { ManageSection } from "../../state/places.ts";
import type { IconName } from "../../ui/icons.ts";

/** What every page of the area is given: which thing is open (`new` while it is being made), and at which tab. */
export interface SectionGiven extends Record<string, unknown> {
  id: number | "new" | null;
  tab: string | null;
}

export interface Section {
  name: ManageSection;
  icon: IconName;
  /** The right without which the section is not shown. */
  capability: string;
  page: () => Promise<{ default: Component<SectionGiven> }>;
}

/** The sections whose page is there, in the order of the list; a new page is one line more. */
const sections: readonly Section[] = [
  { name: "members", icon: "person", capability: "members", page: () => import("./members/MembersPage.svelte") },
  { name: "groups", icon: "people", capability: "members", page: () => import("./GroupsPage.svelte") },
  { name: "families", icon: "family", capability: "members", page: () => import("./families/FamiliesSection.svelte") },
  { name: "memberships", icon: "card", capability: "members", page: () => import("./MembershipsPage.svelte") },
  { name: "selections", icon: "filter", capability: "members", page: () => import("./selections/SelectionsPage.svelte") },
  { name: "import", icon: "upload", capability: "members", page: () => import("./exchange/ImportPage.svelte") },
  { name: "invitations", icon: "mail", capability: "members", page: () => import("./InvitationsPage.svelte") },
  { name: "fields", icon: "note", capability: "members", page: () => import("./fields/FieldsPage.svelte") },
  { name: "duplicates", icon: "merge", capability: "members", page: () => import("./duplicates/DuplicatesPage.svelte") },
  { name: "roles", icon: "key", capability: "access", page: () => import("./RolesPage.svelte") },
  { name: "resources", icon: "place", capability: "agenda", page: () => import("./ResourcesPage.svelte") },
  { name: "privacy", icon: "lock", capability: "members", page: () => import("./PrivacyPage.svelte") },
  { name: "log", icon: "history", capability: "access", page: () => import("./LogPage.svelte") },
  { name: "organisation", icon: "manage", capability: "settings", page: () => import("./OrganisationPage.svelte") },
];

export function sectionsFor(capabilities: readonly string[]): Section[] {
  return sections.filter(({ capability }) => capabilities.includes(capability));
}

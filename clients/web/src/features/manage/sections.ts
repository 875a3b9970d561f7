import type { Component } from "svelte";
import type { ManageSection } from "../../state/places.ts";
import type { IconName } from "../../ui/icons.ts";
import type { Rights } from "./rights.ts";

/** What every page of the area is given: which thing is open (`new` while it is being made), and at which tab. */
export interface SectionGiven extends Record<string, unknown> {
  id: number | "new" | null;
  tab: string | null;
}

export interface Section {
  name: ManageSection;
  icon: IconName;
  /** Who finds anything there: without it the section is not shown. */
  opens: (rights: Rights) => boolean;
  page: () => Promise<{ default: Component<SectionGiven> }>;
}

/** In a group too: whom they reach there, they find there. */
const seesMembers = (rights: Rights) => rights.somewhere("members", "roster");
const invites = (rights: Rights) => rights.somewhere("members");
/** Who manages access answers what who manages conversations may not. */
const answersReports = (rights: Rights) => rights.has("conversations") || rights.has("access");
/** What reaches over all groups. */
const having = (capability: string) => (rights: Rights) => rights.has(capability);

/** The sections whose page is there, in the order of the list; a new page is one line more. */
const sections: readonly Section[] = [
  { name: "members", icon: "person", opens: seesMembers, page: () => import("./members/MembersPage.svelte") },
  { name: "groups", icon: "people", opens: seesMembers, page: () => import("./GroupsPage.svelte") },
  { name: "families", icon: "family", opens: having("members"), page: () => import("./families/FamiliesSection.svelte") },
  { name: "memberships", icon: "card", opens: seesMembers, page: () => import("./MembershipsPage.svelte") },
  { name: "selections", icon: "filter", opens: seesMembers, page: () => import("./selections/SelectionsPage.svelte") },
  { name: "import", icon: "upload", opens: having("members"), page: () => import("./exchange/ImportPage.svelte") },
  { name: "invitations", icon: "mail", opens: invites, page: () => import("./InvitationsPage.svelte") },
  { name: "fields", icon: "note", opens: having("members"), page: () => import("./fields/FieldsPage.svelte") },
  { name: "duplicates", icon: "merge", opens: having("members"), page: () => import("./duplicates/DuplicatesPage.svelte") },
  { name: "roles", icon: "key", opens: having("access"), page: () => import("./RolesPage.svelte") },
  { name: "reports", icon: "flag", opens: answersReports, page: () => import("./ReportsPage.svelte") },
  { name: "resources", icon: "place", opens: having("agenda"), page: () => import("./ResourcesPage.svelte") },
  { name: "privacy", icon: "lock", opens: having("members"), page: () => import("./PrivacyPage.svelte") },
  { name: "log", icon: "history", opens: having("access"), page: () => import("./LogPage.svelte") },
  { name: "organisation", icon: "manage", opens: having("settings"), page: () => import("./OrganisationPage.svelte") },
];

export function sectionsFor(rights: Rights): Section[] {
  return sections.filter(({ opens }) => opens(rights));
}

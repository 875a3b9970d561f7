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
  { name: "groups", icon: "people", capability: "members", page: () => import("./GroupsPage.svelte") },
  { name: "resources", icon: "place", capability: "agenda", page: () => import("./ResourcesPage.svelte") },
  { name: "privacy", icon: "lock", capability: "members", page: () => import("./PrivacyPage.svelte") },
];

export function sectionsFor(capabilities: readonly string[]): Section[] {
  return sections.filter(({ capability }) => capabilities.includes(capability));
}

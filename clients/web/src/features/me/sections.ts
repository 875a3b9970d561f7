import type { Component } from "svelte";
import type { ContactCard } from "../../generated/api.ts";

/** What a section of “My details” is given: the organisation, and one's own card there. */
export interface MeGiven extends Record<string, unknown> {
  organisation: number;
  card: ContactCard;
  refresh: () => Promise<void>;
}

export interface MeSection {
  name: string;
  part: () => Promise<{ default: Component<MeGiven> }>;
}

/** The cards under one's own details, in their order: purposes of addresses, children, privacy. One is one line more. */
export const meSections: readonly MeSection[] = [
  { name: "privacy", part: () => import("./PrivacySection.svelte") },
  { name: "blocked", part: () => import("./BlockedPanel.svelte") },
];

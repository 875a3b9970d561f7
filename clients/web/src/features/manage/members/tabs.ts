import type { Component } from "svelte";
import type { card } from "../../../language/manage/card.ts";
import type { ContactCard } from "../../../generated/api.ts";
import type { Rights } from "../rights.ts";

/** What a tab of a person is given. */
export interface MemberTabGiven extends Record<string, unknown> {
  card: ContactCard;
  /** After a write: the card is fetched anew. */
  refresh: () => Promise<void>;
}

export interface MemberTab {
  name: string;
  /** The name of its words in `language/manage/card.ts`. */
  label: keyof typeof card.nl & `${string}Tab`;
  /** The right of the reader without which it is not shown. */
  right?: string;
  /** Of whom it is shown, and to whom; of everybody without it. */
  shown?: (card: ContactCard, rights: Rights) => boolean;
  part: () => Promise<{ default: Component<MemberTabGiven> }>;
}

/** The tabs beside the details, in their order; another part of the house replaces a line by its own component. */
export const memberTabs: readonly MemberTab[] = [
  { name: "groups", label: "groupsTab", shown: ({ kind }) => kind === "person", part: () => import("./GroupsTab.svelte") },
  {
    name: "family",
    label: "familyTab",
    // Whoever administers one group is not told of families, which reach over its edge.
    shown: ({ kind, families }, rights) => kind === "person" && (families.length > 0 || rights.has("members")),
    part: () => import("./FamilyTab.svelte"),
  },
  { name: "access", label: "accessTab", shown: ({ kind, manages }) => manages && kind === "person", part: () => import("./AccessTab.svelte") },
  { name: "erasure", label: "erasureTab", right: "members", shown: ({ manages }) => manages, part: () => import("./ErasureTab.svelte") },
  { name: "history", label: "historyTab", right: "access", part: () => import("./HistoryTab.svelte") },
];

import type { Component } from "svelte";
import { bulk } from "../../../language/manage/bulk.ts";
import { manageWords } from "../../../language/manage.svelte.ts";
import type { IconName } from "../../../ui/icons.ts";
import type { Rights } from "../rights.ts";

/** What a bulk action is given: whom it is for, and what to call when it is over. */
export interface BulkGiven extends Record<string, unknown> {
  organisation: number;
  /** How many are chosen. */
  count: number;
  /** No filter narrows the list, and every row is ticked. */
  everybody: boolean;
  /** Their ids, fetched when they are wanted, in the order of the list; throws ApiError. */
  chosen: () => Promise<number[]>;
  /** The dialog is closed; `changed` says that the list is to be fetched anew. */
  onclose: (changed: boolean) => void;
}

/** Something that can be done with ticked members, such as inviting them. */
export interface BulkAction {
  name: string;
  icon: IconName;
  /** The words of the button, in the reader's language. */
  label: () => string;
  /** Who may do it with whomever they see. */
  allowed: (rights: Rights) => boolean;
  /** A dialog or a side sheet, fetched when it is first wanted. */
  part: () => Promise<{ default: Component<BulkGiven> }>;
}

const everywhere = (rights: Rights) => rights.has("members");
const managed = (rights: Rights) => rights.somewhere("members") && rights.managesAllSeen;

/** The actions that are there, in the order of their buttons; a new one is one line more. */
export const bulkActions: readonly BulkAction[] = [
  { name: "invite", icon: "mail", label: () => manageWords(bulk).invite, allowed: managed, part: () => import("./InviteBulk.svelte") },
  { name: "group", icon: "people", label: () => manageWords(bulk).put, allowed: managed, part: () => import("./PutInGroup.svelte") },
  { name: "membership", icon: "card", label: () => manageWords(bulk).startMembership, allowed: everywhere, part: () => import("./MembershipBulk.svelte") },
  { name: "selection", icon: "filter", label: () => manageWords(bulk).select, allowed: everywhere, part: () => import("./SelectBulk.svelte") },
  { name: "export", icon: "download", label: () => manageWords(bulk).export, allowed: () => true, part: () => import("./ExportBulk.svelte") },
];

/** A call takes a thousand at once. */
const PART = 1000;

export function inParts(ids: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / PART) }, (_, part) => ids.slice(part * PART, (part + 1) * PART));
}

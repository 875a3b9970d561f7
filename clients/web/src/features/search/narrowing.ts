import type { OccurrenceView, Operations } from "../../generated/api.ts";
import { found } from "../chat/listing.ts";

type Kind = NonNullable<Operations["search.messages"]["args"]["kind"]>;

/** What a search is narrowed by; days are those of the reader. */
export interface Narrowed {
  conversation: number | null;
  author: number | null;
  kind: Kind | null;
  from: string | null;
  until: string | null;
}

export type Choice = "conversation" | "author" | "kind" | "period";

export const kinds: readonly Kind[] = ["text", "picture", "file", "voice", "link", "poll", "activity"];

/** Nothing chosen, in all that one may see or within one conversation. */
export function wide(within: number | null): Narrowed {
  return { conversation: within, author: null, kind: null, from: null, until: null };
}

/** What was chosen: where one searches within a conversation, that is no choice, and the two ends of a period are one. */
export function chosenIn({ conversation, author, kind, from, until }: Narrowed, within: number | null): Choice[] {
  const chosen: [Choice, boolean][] = [
    ["author", author !== null],
    ["kind", kind !== null],
    ["conversation", conversation !== within],
    ["period", from !== null || until !== null],
  ];
  return chosen.filter(([, is]) => is).map(([name]) => name);
}

/** The same without one choice. */
export function without(narrowed: Narrowed, choice: Choice): Narrowed {
  return { ...narrowed, ...(choice === "period" ? { from: null, until: null } : { [choice]: null }) };
}

/** Activities with these words: those to come, the next one on top, then those that are over, the latest on top. */
export function activitiesWith(
  query: string,
  occurrences: readonly OccurrenceView[],
  { conversation, author, kind, from, until }: Narrowed,
  now: Date,
): OccurrenceView[] {
  if (query.trim() === "" || conversation !== null || author !== null || (kind ?? "activity") !== "activity") return [];
  const within = ({ local_start }: OccurrenceView) => (from === null || local_start.slice(0, 10) >= from) && (until === null || local_start.slice(0, 10) <= until);
  const passing = occurrences.filter((each) => within(each) && found([each.title, each.place ?? ""], query));
  const isOver = ({ ends_at }: OccurrenceView) => new Date(ends_at) <= now;
  return [...passing.filter((each) => !isOver(each)).sort(byStart), ...passing.filter(isOver).sort((one, other) => byStart(other, one))];
}

function byStart(one: OccurrenceView, other: OccurrenceView): number {
  return one.starts_at.localeCompare(other.starts_at) || one.id - other.id;
}

import type { OccurrenceView } from "../../generated/api.ts";
import { addDays, mondayOf, wallClock, wallDay } from "../../language/dates.ts";

export interface AgendaDay {
  day: string;
  occurrences: OccurrenceView[];
}

export interface AgendaPlan {
  earlier: AgendaDay[];
  thisWeek: AgendaDay[];
  later: AgendaDay[];
}

/** Days of the agenda by the wall clock of each series: what is over, the rest of this week, later. */
export function plan(occurrences: OccurrenceView[], today: string): AgendaPlan {
  const nextMonday = addDays(mondayOf(today), 7);
  const days = byDay(occurrences, today);
  return {
    earlier: days.filter(({ day }) => day < today),
    thisWeek: days.filter(({ day }) => day >= today && day < nextMonday),
    later: days.filter(({ day }) => day >= nextMonday),
  };
}

/** The first that is planned and not over at `now`. */
export function upcoming(occurrences: OccurrenceView[], now: Date): OccurrenceView | null {
  const ahead = occurrences.filter(({ state, ends_at }) => state === "planned" && Date.parse(ends_at) > now.getTime());
  return ahead.sort(inOrder)[0] ?? null;
}

/** The last day on which it still goes on; an end at midnight belongs to the day before. */
export function lastDay({ local_start, local_end }: OccurrenceView): string {
  const ends = wallDay(local_end);
  const atMidnight = wallClock(local_end) === "00:00" && local_end > local_start;
  return atMidnight ? addDays(ends, -1) : ends;
}

function byDay(occurrences: OccurrenceView[], today: string): AgendaDay[] {
  const days = new Map<string, OccurrenceView[]>();
  for (const occurrence of [...occurrences].sort(inOrder)) {
    const day = dayShown(occurrence, today);
    days.set(day, [...(days.get(day) ?? []), occurrence]);
  }
  return [...days].map(([day, found]) => ({ day, occurrences: found })).sort((one, other) => (one.day < other.day ? -1 : 1));
}

// What began earlier and still goes on stands under today.
function dayShown(occurrence: OccurrenceView, today: string): string {
  const begins = wallDay(occurrence.local_start);
  return begins < today && lastDay(occurrence) >= today ? today : begins;
}

function inOrder(one: OccurrenceView, other: OccurrenceView): number {
  if (wallDay(one.local_start) === wallDay(other.local_start) && one.all_day !== other.all_day) return one.all_day ? -1 : 1;
  return one.starts_at < other.starts_at ? -1 : one.starts_at > other.starts_at ? 1 : one.id - other.id;
}

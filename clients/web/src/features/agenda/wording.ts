import type { OccurrenceView } from "../../generated/api.ts";
import type { Catalogue } from "../../language/catalogue.ts";
import { longDay, shortDay, wallClock, wallDay, type LanguageCode } from "../../language/dates.ts";
import { lastDay } from "./planning.ts";

export function addressOf({ id, local_start }: OccurrenceView): string {
  return `/agenda/${local_start.slice(0, 7)}/${id}`;
}

/** "20:00–22:00", "Hele dag", or with the last day when it is another. */
export function hours(occurrence: OccurrenceView, language: LanguageCode, words: Catalogue["agenda"]): string {
  const begins = wallDay(occurrence.local_start);
  const ends = lastDay(occurrence);
  const until = begins === ends ? "" : `, ${words.untilDay(shortDay(ends, begins, language))}`;
  if (occurrence.all_day) return words.allDay + until;
  const from = wallClock(occurrence.local_start);
  return until && !endsInTheNight(occurrence) ? from + until : `${from}–${wallClock(occurrence.local_end)}`;
}

/** "donderdag 26 november", or the first and the last day. */
export function daysOf(occurrence: OccurrenceView, today: string, language: LanguageCode): string {
  const begins = wallDay(occurrence.local_start);
  const ends = lastDay(occurrence);
  if (begins === ends || endsInTheNight(occurrence)) return longDay(begins, today, language);
  return `${longDay(begins, today, language)} – ${longDay(ends, today, language)}`;
}

// A feast until two o'clock is one evening, not two days.
function endsInTheNight(occurrence: OccurrenceView): boolean {
  const lasts = Date.parse(occurrence.ends_at) - Date.parse(occurrence.starts_at);
  return !occurrence.all_day && lasts < 24 * 3_600_000 && wallClock(occurrence.local_end) <= "06:00";
}

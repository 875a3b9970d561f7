/** For how long one mutes a conversation, and how that is said. */
import { clock, dayOf, type LanguageCode, shortDay } from "../../language/dates.ts";

export const spans = ["hour", "hours", "week", "always"] as const;
export type Span = (typeof spans)[number];

const HOUR_MS = 3_600_000;
const lengths = { hour: HOUR_MS, hours: 8 * HOUR_MS, week: 7 * 24 * HOUR_MS };
/** The server knows moments only: what nobody will see pass is always. */
const always = "2999-12-31T00:00:00.000Z";

export function mutedUntil(span: Span, now: Date): string {
  return span === "always" ? always : new Date(now.getTime() + lengths[span]).toISOString();
}

/** "14:30", or with its day when that is not today; null for always. */
export function untilWhen(until: string, now: Date, language: LanguageCode, zone?: string): string | null {
  if (Date.parse(until) >= Date.parse(always)) return null;
  const [day, today, time] = [dayOf(until, zone), dayOf(now, zone), clock(until, language, zone)];
  return day === today ? time : `${shortDay(day, today, language)} ${time}`;
}

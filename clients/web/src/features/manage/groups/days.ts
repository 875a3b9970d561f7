import { dateName } from "../../../language/calendar.ts";
import type { LanguageCode } from "../../../language/dates.ts";

/** Today, where the reader is: `2026-11-26`. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** "26 november 2026" */
export function fullDay(day: string, language: LanguageCode): string {
  return dateName(day, language, "long");
}

/** "26 nov 2026" */
export function briefDay(day: string, language: LanguageCode): string {
  return dateName(day, language, "short");
}

/** Minutes after midnight as `20:00`; nothing as the empty text. */
export function clockOf(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return "";
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Minutes after midnight of `20:00`, `20.00` or `20u30`; null when it is no time. */
export function minutesOf(text: string): number | null {
  const found = /^(\d{1,2})(?:[:.uh](\d{2})?)?$/.exec(text.trim());
  if (!found) return null;
  const minutes = Number(found[1]) * 60 + Number(found[2] ?? 0);
  return Number(found[1]) <= 24 && Number(found[2] ?? 0) < 60 && minutes <= 1440 ? minutes : null;
}

interface Placed {
  from_day: string | null;
  until_day: string | null;
}

/** Whether somebody stands there on a day of the season. */
export function standsOn({ from_day, until_day }: Placed, day: string): boolean {
  return (from_day === null || from_day <= day) && (until_day === null || until_day >= day);
}

/** Today, kept within a season. */
export function dayWithin(day: string, season: { first_day: string; last_day: string }): string {
  if (day < season.first_day) return season.first_day;
  return day > season.last_day ? season.last_day : day;
}

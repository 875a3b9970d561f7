import { type Length, monthName, weekdayName } from "./calendar.ts";
import type { Catalogue } from "./catalogue.ts";

export type LanguageCode = "nl" | "en";

const DAY_MS = 86_400_000;
const LOCALES: Record<LanguageCode, string> = { nl: "nl-BE", en: "en-GB" };
const formats = new Map<string, Intl.DateTimeFormat>();

/** Moments are RFC 3339 UTC and are shown in `zone`, the device's own when absent: that one needs no format, which is slow to make. */
export function clock(moment: string | Date, language: LanguageCode, zone?: string): string {
  const at = new Date(moment);
  if (zone === undefined) return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
  return format(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, zone).format(at);
}

/** `2026-11-26` as seen in `zone`; sorts and compares as text. */
export function dayOf(moment: string | Date, zone?: string): string {
  const at = new Date(moment);
  if (zone === undefined) return `${at.getFullYear()}-${twoDigits(at.getMonth() + 1)}-${twoDigits(at.getDate())}`;
  const parts = format("en", { year: "numeric", month: "2-digit", day: "2-digit" }, zone).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** Whole calendar days from one day to another, negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((noon(to).getTime() - noon(from).getTime()) / DAY_MS);
}

/** "donderdag 26 november", with the year when it is not that of `today`. */
export function longDay(day: string, today: string, language: LanguageCode): string {
  return written(day, today, language, "long");
}

/** "do 26 nov" */
export function shortDay(day: string, today: string, language: LanguageCode): string {
  return written(day, today, language, "short");
}

/** The heading above a day: "Vandaag", "Gisteren", "Morgen" or the day itself. */
export function dayHeading(day: string, today: string, language: LanguageCode, words: Catalogue["dates"]): string {
  const near: Record<number, string> = { [-1]: words.yesterday, 0: words.today, 1: words.tomorrow };
  return near[daysBetween(today, day)] ?? longDay(day, today, language);
}

/** The stamp at the right of a row in the chat list: a time, a weekday or a date, as short as stays clear. */
export function listStamp(moment: string, now: Date, language: LanguageCode, words: Catalogue["dates"], zone?: string): string {
  const day = dayOf(moment, zone);
  const today = dayOf(now, zone);
  const ago = daysBetween(day, today);
  if (ago <= 0) return clock(moment, language, zone);
  if (ago === 1) return words.yesterday;
  const at = noon(day);
  if (ago < 7) return weekdayName(at, language, "long");
  if (sameYear(day, today)) return `${at.getUTCDate()} ${monthName(at, language, "short")}`;
  return `${at.getUTCDate()}/${at.getUTCMonth() + 1}/${at.getUTCFullYear()}`;
}

/** "zojuist", "12 min geleden", "vandaag om 14:03", "3 november om 9:12". */
export function relativeMoment(moment: string, now: Date, language: LanguageCode, words: Catalogue["dates"], zone?: string): string {
  const minutes = Math.floor((now.getTime() - new Date(moment).getTime()) / 60_000);
  if (minutes < 1) return words.justNow;
  if (minutes < 60) return words.minutesAgo(minutes);
  const day = dayOf(moment, zone);
  const today = dayOf(now, zone);
  const time = clock(moment, language, zone);
  const ago = daysBetween(day, today);
  if (ago === 0) return words.todayAt(time);
  if (ago === 1) return words.yesterdayAt(time);
  return words.dayAt(longDay(day, today, language), time);
}

/** The hour of a wall clock such as `2026-11-26T20:00:00`, which carries no zone. */
export function wallClock(local: string): string {
  return local.slice(11, 16);
}

export function wallDay(local: string): string {
  return local.slice(0, 10);
}

/** Monday of the week in which `day` falls (ISO 8601 weeks). */
export function mondayOf(day: string): string {
  const weekday = (noon(day).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

export function addDays(day: string, days: number): string {
  return new Date(noon(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** The three lines of a calendar leaf: weekday, number, month. */
export function leaf(day: string, language: LanguageCode): { weekday: string; number: string; month: string } {
  const at = noon(day);
  return { weekday: weekdayName(at, language, "short"), number: String(at.getUTCDate()), month: monthName(at, language, "short") };
}

/** True when both zones show the same wall clock at that moment. */
export function sameClock(moment: string, zone: string): boolean {
  return clock(moment, "en", zone) === clock(moment, "en") && dayOf(moment, zone) === dayOf(moment);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

function noon(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

function sameYear(one: string, other: string): boolean {
  return one.slice(0, 4) === other.slice(0, 4);
}

function written(day: string, today: string, language: LanguageCode, length: Length): string {
  const at = noon(day);
  const said = `${weekdayName(at, language, length)} ${at.getUTCDate()} ${monthName(at, language, length)}`;
  return sameYear(day, today) ? said : `${said} ${at.getUTCFullYear()}`;
}

function format(language: LanguageCode, options: Intl.DateTimeFormatOptions, zone?: string): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options, zone]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(LOCALES[language], zone ? { ...options, timeZone: zone } : options);
  formats.set(key, made);
  return made;
}

/** The names of days and months. The browser knows them too, but takes a phone as long to look up the first as to draw a screen. */
import type { LanguageCode } from "./dates.ts";

const DAYS = {
  nl: "zondag maandag dinsdag woensdag donderdag vrijdag zaterdag".split(" "),
  en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" "),
};
const MONTHS = {
  nl: "januari februari maart april mei juni juli augustus september oktober november december".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

export type Length = "long" | "short";

/** "donderdag" or "do", "Thursday" or "Thu". */
export function weekdayName(at: Date, language: LanguageCode, length: Length): string {
  const name = DAYS[language][at.getUTCDay()] ?? "";
  return length === "long" ? name : name.slice(0, language === "nl" ? 2 : 3);
}

/** "26 november 2026" or "26 nov 2026". */
export function dateName(day: string, language: LanguageCode, length: Length): string {
  const at = new Date(day.length === 10 ? `${day}T12:00:00Z` : day);
  return `${at.getUTCDate()} ${monthName(at, language, length)} ${at.getUTCFullYear()}`;
}

/** "november" or "nov", "November" or "Nov". */
export function monthName(at: Date, language: LanguageCode, length: Length): string {
  const name = MONTHS[language][at.getUTCMonth()] ?? "";
  return length === "long" ? name : name.replace("maart", "mrt").slice(0, 3);
}

import type { LanguageCode } from "../../../language/dates.ts";

const LOCALES: Record<LanguageCode, string> = { nl: "nl-BE", en: "en-GB" };

/** "30 juli 1991", of `1991-07-30` or a moment. */
export function dayShown(day: string, language: LanguageCode): string {
  const at = new Date(day.length === 10 ? `${day}T12:00:00Z` : day);
  return new Intl.DateTimeFormat(LOCALES[language], { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}

/** "30-07-1991" as short as a column wants it. */
export function dayInList(day: string, language: LanguageCode): string {
  const at = new Date(`${day}T12:00:00Z`);
  return new Intl.DateTimeFormat(LOCALES[language], { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" }).format(at);
}

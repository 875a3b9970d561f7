import { clock, dayOf, longDay, type LanguageCode } from "../../language/dates.ts";

/** A day in words: “woensdag 25 november”. */
export function dayWords(moment: string, language: LanguageCode): string {
  return longDay(dayOf(moment), dayOf(new Date()), language);
}

/** A day and the time on the clock. */
export function momentWords(moment: string, language: LanguageCode): string {
  return `${dayWords(moment, language)}, ${clock(moment, language)}`;
}

/** How large a file is: “12 kB”, “3,4 MB”. */
export function sizeWords(bytes: number, language: LanguageCode): string {
  const large = bytes >= 1_000_000;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: large ? 1 : 0 });
  return large ? `${number.format(bytes / 1_000_000)} MB` : `${number.format(Math.max(1, bytes / 1000))} kB`;
}

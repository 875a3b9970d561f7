import { dateName } from "../../../language/calendar.ts";
import type { LanguageCode } from "../../../language/dates.ts";

/** "30 juli 1991", of `1991-07-30` or a moment. */
export function dayShown(day: string, language: LanguageCode): string {
  return dateName(day, language, "long");
}

/** "30/07/1991", as short as a column wants it, of `1991-07-30`. */
export function dayInList(day: string): string {
  return day.split("-").reverse().join("/");
}

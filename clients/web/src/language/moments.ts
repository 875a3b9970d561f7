import type { LanguageCode } from "./dates.ts";

/** "donderdag 26 november om 20:00": a moment of these days, in `zone` or on the device's own clock. */
export function aheadText(moment: string, language: LanguageCode, zone?: string): string {
  const locale = language === "nl" ? "nl-BE" : "en-GB";
  const day = { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  return new Intl.DateTimeFormat(locale, { ...day, ...(zone && { timeZone: zone }) }).format(new Date(moment));
}

import type { later } from "../../../language/chat/later.ts";

export interface Suggestion {
  name: keyof Pick<(typeof later)["nl"], "tonight" | "morning" | "monday">;
  /** By the organisation's clock, as `2026-11-26T19:00`. */
  at: string;
}

/** What the clock shows in a zone: `2026-11-25T18:04`. */
export function wallIn(zone: string, moment: Date): string {
  const options = { timeZone: zone, dateStyle: "short", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("sv-SE", options).format(moment).replace(" ", "T");
}

/** Moments that people choose often; this evening only while it is still to come. */
export function suggestions(now: string): Suggestion[] {
  const today = new Date(`${now.slice(0, 10)}T12:00:00Z`);
  const inDays = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const untilMonday = (8 - today.getUTCDay()) % 7 || 7;
  const all: Suggestion[] = [
    { name: "tonight", at: `${inDays(0)}T19:00` },
    { name: "morning", at: `${inDays(1)}T08:00` },
    { name: "monday", at: `${inDays(untilMonday)}T09:00` },
  ];
  return all.filter(({ at }) => at > now);
}

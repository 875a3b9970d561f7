/** What a poll shows: the counts of the server with one's own answer as it will be. */
import type { BallotView, ChosenView, PollOptionView, PollView } from "../../generated/api.ts";
import { longDay, shortDay, wallClock, wallDay, type LanguageCode } from "../../language/dates.ts";

export type Value = "yes" | "maybe" | "no";
export const values: readonly Value[] = ["yes", "maybe", "no"];

export interface Counted {
  id: number;
  text: string;
  local_start: string | null;
  places: number | null;
  yes: number;
  maybe: number;
  no: number;
  /** What one chose oneself. */
  own: Value | null;
  count: number;
}

/** Options with one's own answer moved from what the server counted (`before`) to what one just chose. */
export function counted(poll: PollView, before: readonly ChosenView[], chosen: readonly ChosenView[]): Counted[] {
  return poll.options.map((option) => {
    const shown = { ...plain(option), own: null as Value | null, count: 0 };
    for (const each of before) if (each.option === option.id) shown[each.value ?? "yes"] -= each.count ?? 1;
    for (const each of chosen) {
      if (each.option !== option.id) continue;
      shown.own = each.value ?? "yes";
      shown.count = each.count ?? 1;
      shown[shown.own] += shown.count;
    }
    return shown;
  });
}

function plain({ id, text, local_start, places, yes, maybe, no }: PollOptionView) {
  return { id, text, local_start: local_start ?? null, places: places ?? null, yes: yes ?? 0, maybe: maybe ?? 0, no: no ?? 0 };
}

/** The longest bar is that of the option with the most. */
export function share(options: readonly Counted[], { yes, places }: Counted): number {
  const most = places ?? Math.max(...options.map((each) => each.yes));
  return most > 0 ? Math.min(1, Math.max(0, yes) / most) : 0;
}

/** All that one chooses once an option is pressed: set, never toggled on the server. */
export function pressed(poll: PollView, chosen: readonly ChosenView[], option: number, on: boolean): ChosenView[] {
  const others = poll.several ? chosen.filter((each) => each.option !== option) : [];
  return on ? [...others, { option }] : others;
}

export function valued(chosen: readonly ChosenView[], option: number, value: Value): ChosenView[] {
  return [...chosen.filter((each) => each.option !== option), { option, value }];
}

export function taken(chosen: readonly ChosenView[], option: number, count: number): ChosenView[] {
  const others = chosen.filter((each) => each.option !== option);
  return count > 0 ? [...others, { option, count }] : others;
}

/** "donderdag 3 december, 20:00" or without an hour. */
export function dateText(local: string, today: string, language: LanguageCode, short = false): string {
  const day = (short ? shortDay : longDay)(wallDay(local), today, language);
  const hour = wallClock(local);
  return hour ? `${day}, ${hour}` : day;
}

export function nameOf(option: Pick<Counted, "text" | "local_start">, today: string, language: LanguageCode): string {
  const when = option.local_start ? dateText(option.local_start, today, language) : "";
  return [when, option.text].filter(Boolean).join(" · ");
}

/** Closed by somebody, or by its moment. */
export function isClosed(poll: PollView, now: Date): boolean {
  return Boolean(poll.closed_at) || (Boolean(poll.closes_at) && Date.parse(poll.closes_at as string) <= now.getTime());
}

export function ownBallot(ballots: Iterable<BallotView>, poll: number, contact: number | null): BallotView | null {
  for (const ballot of ballots) if (ballot.poll === poll && ballot.contact === contact) return ballot;
  return null;
}

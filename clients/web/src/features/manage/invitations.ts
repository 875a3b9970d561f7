import type { InvitedPage, InvitedView } from "../../generated/api.ts";

export type State = InvitedView["state"];

/** The states in the order in which one works through them. */
export const STATES: readonly State[] = ["never", "sent", "opened", "expired", "cancelled", "no_address", "accepted"];

export const MOST = 1000;

/** Those whom an invitation can be sent to. */
export function invitable({ state }: InvitedView): boolean {
  return state !== "accepted" && state !== "no_address";
}

export function running({ state }: InvitedView): boolean {
  return state === "sent" || state === "opened";
}

export function stateAsked(text: string | null): State | null {
  return STATES.find((state) => state === text) ?? null;
}

/** How many are in each state; none where nobody is. */
export function counted(counts: InvitedPage["counts"]): ReadonlyMap<State, number> {
  return new Map(counts.map(({ state, count }) => [state, count]));
}

/** Words as somebody will read them; a placeholder that nobody knows stays as it stands. */
export function filled(text: string, about: { name: string; organisation: string; url: string }): string {
  return text.replace(/\{(name|organisation|url)\}/g, (_, word: keyof typeof about) => about[word]);
}

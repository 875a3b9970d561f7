import { app } from "../state/app.svelte.ts";
import type { Catalogue } from "./catalogue.ts";
import type { LanguageCode } from "./dates.ts";
import { nl } from "./nl.ts";

/** Fetched apart, since most readers never need it; null until it is there. */
let english = $state.raw<Catalogue | null>(null);
let fetching: Promise<void> | null = null;

/** The language the person reads; components that ask for it follow a change at once. */
export function language(): LanguageCode {
  return app.settings.language;
}

/** Whether the words are there; before that nothing is drawn, so that an English page never begins in Dutch. */
export function spoken(): boolean {
  if (language() === "nl" || english !== null) return true;
  void fetchEnglish();
  return false;
}

/** Every sentence in the person's language. */
export function words(): Catalogue {
  if (language() === "nl") return nl;
  if (english === null) void fetchEnglish();
  return english ?? nl;
}

// Without a connection and without a copy, Dutch is better than nothing; the next start tries again.
async function fetchEnglish(): Promise<void> {
  fetching ??= import("./en.ts").then(
    ({ en }) => void (english = en),
    () => void (english = nl),
  );
  await fetching;
}

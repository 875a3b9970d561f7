import { app } from "../state/app.svelte.ts";
import type { Catalogue } from "./catalogue.ts";
import type { LanguageCode } from "./dates.ts";
import { en } from "./en.ts";
import { nl } from "./nl.ts";

const catalogues: Record<LanguageCode, Catalogue> = { nl, en };

/** The language the person reads; components that ask for it follow a change at once. */
export function language(): LanguageCode {
  return app.settings.language;
}

/** Every sentence in the person's language. */
export function words(): Catalogue {
  return catalogues[language()];
}

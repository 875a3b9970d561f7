import type { PageCatalogue } from "./catalogue.ts";
import { enPages } from "./en_pages.ts";
import { language } from "./language.svelte.ts";
import { nlPages } from "./nl_pages.ts";

/** Sentences of sign-in, settings, help and new conversations; both languages, since they are small beside those screens. */
export function pageWords(): PageCatalogue {
  return language() === "nl" ? nlPages : enPages;
}

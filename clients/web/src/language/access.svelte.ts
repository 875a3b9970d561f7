import type { AccessCatalogue } from "./access.ts";
import { enAccess } from "./en_access.ts";
import { language } from "./language.svelte.ts";
import { nlAccess } from "./nl_access.ts";

/** Sentences of signing in with more than a password; they come with the screens that say them. */
export function accessWords(): AccessCatalogue {
  return language() === "nl" ? nlAccess : enAccess;
}

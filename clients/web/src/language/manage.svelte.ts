import type { LanguageCode } from "./dates.ts";
import { language } from "./language.svelte.ts";

/** The sentences of one section of the administrators' area, in both languages; the Dutch gives the shape. */
export type Both<Words> = Record<LanguageCode, Words>;

/** Those in the language the person reads: `manageWords(groups).title`. Components that ask follow a change at once. */
export function manageWords<Words>(section: Both<Words>): Words {
  return section[language()];
}

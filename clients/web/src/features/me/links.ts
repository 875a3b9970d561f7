import type { LinksView } from "../../generated/api.ts";
import { api, app } from "../../state/app.svelte.ts";
import { language } from "../../language/language.svelte.ts";
import { dayShown } from "../manage/members/wording.ts";
import { type List, Lists } from "../../state/lists.svelte.ts";

const lists = new Lists(() => app.session.reader);

/** For whom one may act in an organisation, and who may act for oneself. */
export function linksOf(organisation: number): List<LinksView> {
  return lists.of(`links ${organisation}`, () => api.call("link.list", { organisation }));
}

/** `2032-09-22` → "22 september 2032". */
export function dayText(day: string): string {
  return day ? dayShown(day, language()) : "";
}

import { groups as groupWords } from "../../../language/manage/groups.ts";
import { manageWords } from "../../../language/manage.svelte.ts";
import type { SeasonView } from "../../../generated/api.ts";

/** Seasons as a Select offers them: which is now, and which are only looked at. */
export function seasonOptions(seasons: readonly SeasonView[]): { value: number; label: string }[] {
  const said = manageWords(groupWords);
  return seasons.map(({ id, name, current, active }) => ({
    value: id,
    label: current ? said.currentSeason(name) : active ? name : said.closedSeason(name),
  }));
}

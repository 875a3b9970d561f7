import type { GroupView, SeasonView } from "../../generated/api.ts";
import { found } from "../chat/listing.ts";
import type { Sort } from "../../ui/table/columns.ts";

/** The season asked for when it is there, else the one of today, else the latest. */
export function seasonShown(seasons: readonly SeasonView[], asked: number | null): SeasonView | null {
  const latest = [...seasons].sort((one, other) => other.first_day.localeCompare(one.first_day))[0];
  return seasons.find(({ id }) => id === asked) ?? seasons.find(({ current }) => current) ?? latest ?? null;
}

interface Order {
  query: string;
  sort: Sort;
  language: string;
}

/** The groups that match, in the order asked for; equal ones by name. */
export function arranged(groups: readonly GroupView[], { query, sort, language }: Order): GroupView[] {
  const byName = (one: GroupView, other: GroupView) => one.name.localeCompare(other.name, language);
  const byMembers = (one: GroupView, other: GroupView) => one.members - other.members;
  const order = sort.key === "members" ? byMembers : byName;
  const way = sort.descending ? -1 : 1;
  const matching = groups.filter(({ name }) => found([name], query));
  return matching.sort((one, other) => way * order(one, other) || byName(one, other));
}

import type {
  FunctionView,
  GroupDetails,
  GroupWords,
  MembershipTypeView,
  OperationName,
  Operations,
  PlacementView,
} from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import { everyPage, type List } from "../../../state/lists.svelte.ts";
import { lists } from "../lists.ts";

export function groupOf(group: number, season: number | null): List<GroupDetails> {
  return lists.of(`group ${group} ${season ?? ""}`, () => api.call("group.get", { group, ...inSeason(season) }));
}

/** Everyone who stands or stood in a group that season. */
export function placementsOf(group: number, season: number): List<PlacementView[]> {
  return lists.of(`placements ${group} ${season}`, () =>
    everyPage((page) => api.call("placement.list", { group, season, limit: 200, ...page })),
  );
}

export function functionsOf(organisation: number): List<FunctionView[]> {
  return lists.of(`functions ${organisation}`, () =>
    everyPage((page) => api.call("function.list", { organisation, limit: 200, ...page })),
  );
}

export function typesOf(organisation: number): List<MembershipTypeView[]> {
  return lists.of(`membership types ${organisation}`, () =>
    everyPage((page) => api.call("membershiptype.list", { organisation, limit: 200, ...page })),
  );
}

export function wordsOf(organisation: number): List<GroupWords> {
  return lists.of(`group words ${organisation}`, () => api.call("group.suggest", { organisation }));
}

/** A write that is done once, however often it is sent. Throws ApiError. */
export function write<K extends OperationName>(op: K, args: Operations[K]["args"]): Promise<Operations[K]["result"]> {
  return api.call(op, args, { key: crypto.randomUUID() });
}

export function inSeason(season: number | null): { season?: number } {
  return season === null ? {} : { season };
}

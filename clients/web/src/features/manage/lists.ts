import type { GroupView, ResourceView, SeasonView } from "../../generated/api.ts";
import { api, app } from "../../state/app.svelte.ts";
import { everyPage, type List, Lists } from "../../state/lists.svelte.ts";

/** What the screens of this area hold of the server, until somebody else signs in. */
export const lists = new Lists(() => app.session.reader);

export function seasonsOf(organisation: number): List<SeasonView[]> {
  return lists.of(`seasons ${organisation}`, () =>
    everyPage((page) => api.call("season.list", { organisation, limit: 200, ...page })),
  );
}

export function groupsOf(organisation: number, season: number): List<GroupView[]> {
  return lists.of(`groups ${organisation} ${season}`, () =>
    everyPage((page) => api.call("group.list", { organisation, season, limit: 200, ...page })),
  );
}

export function resourcesOf(organisation: number): List<ResourceView[]> {
  return lists.of(`resources ${organisation}`, () =>
    everyPage((page) => api.call("resource.list", { organisation, closed: true, limit: 200, ...page })),
  );
}

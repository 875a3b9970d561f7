import type { RemovedConversationView } from "../../../generated/api.ts";
import { api, app } from "../../../state/app.svelte.ts";
import { everyPage } from "../../../state/lists.svelte.ts";

const restoredWithin = 30 * 24 * 3_600_000;

/** What one may bring back. Throws ApiError. */
export function removedIn(organisation: number): Promise<RemovedConversationView[]> {
  return everyPage((page) => api.call("conversation.list_removed", { organisation, limit: 200, ...page }));
}

/** Whether something that the reader administers was removed not long ago: by whom, the server says. */
export function removedByAdmins(now: Date): boolean {
  app.store.heed();
  const { replica } = app.store;
  for (const { id, organisation, removed_at } of replica.all("conversation")) {
    const lately = removed_at != null && now.getTime() - Date.parse(removed_at) < restoredWithin;
    if (lately && organisation === app.session.current?.id && replica.mine(id)?.admin) return true;
  }
  return false;
}

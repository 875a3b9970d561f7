/** One's own messages of a room that wait for their moment, and those that could not be posted at it. */
import type { ScheduledView } from "../../../generated/api.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";

const TOLD_MS = 7 * 24 * 60 * 60 * 1000;

export interface Planned {
  /** The first to be sent first. */
  waiting: ScheduledView[];
  /** Of the last week, the latest first. */
  refused: ScheduledView[];
}

export function plannedIn(room: Room): Planned {
  app.store.heed();
  const own = [...app.store.replica.all("scheduled")].filter(({ conversation }) => conversation === room.id);
  const waiting = own.filter(({ sent_at, cancelled_at, refused_at }) => !(sent_at ?? cancelled_at ?? refused_at));
  const refused = own.filter(({ refused_at }) => refused_at && Date.now() - Date.parse(refused_at) < TOLD_MS);
  return {
    waiting: waiting.sort((one, other) => one.send_at.localeCompare(other.send_at)),
    refused: refused.sort((one, other) => other.send_at.localeCompare(one.send_at)),
  };
}

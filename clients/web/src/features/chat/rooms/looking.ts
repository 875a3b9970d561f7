import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";

/** Above this many people who read is asked for one message at a time. */
const toldUpTo = 100;

/** Says what this window looks at, and asks how far the others read and who is there. All of it may fail. */
export async function look({ id: conversation }: Pick<Room, "id">): Promise<void> {
  await app.api.call("room.look", { conversation }).catch(() => {});
  // Of the store, for by now the room may have been left.
  const others = app.store.participants(conversation).map(({ contact }) => contact.id);
  const organisation = app.store.replica.get("conversation", conversation)?.organisation;
  if (organisation === undefined || others.length > toldUpTo) return;
  const [reads, there] = await Promise.allSettled([
    app.api.call("read.list", { conversation }),
    app.api.call("presence.watch", { organisation, contacts: others }),
  ]);
  if (reads.status === "fulfilled") app.live.tookReads({ conversation, reads: reads.value.items });
  if (there.status === "fulfilled") app.live.tookPresence(there.value.items);
}

export function lookAway(): void {
  if (app.connection.state === "online") void app.api.call("room.look", {}).catch(() => {});
}

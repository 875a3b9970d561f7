/** What one reported oneself, and whom one blocks. */
import type { BlockView, MessageReportView } from "../../generated/api.ts";
import { api, app } from "../../state/app.svelte.ts";
import type { Room } from "../../state/room.svelte.ts";
import type { Face } from "../../state/rows.ts";

/** One's latest report of a message. */
export function reportOf(message: number): MessageReportView | null {
  app.store.heed();
  let latest: MessageReportView | null = null;
  for (const each of app.store.replica.all("report")) {
    if (each.message === message && !each.forgotten_at && each.id > (latest?.id ?? 0)) latest = each;
  }
  return latest;
}

/** Whom one blocks as who one is now: a parent also holds the blocks of a child. */
export function blocks(): (BlockView & { blocked: number })[] {
  app.store.heed();
  const me = app.session.current?.contact;
  return [...app.store.replica.all("block")].filter(
    (each): each is BlockView & { blocked: number } => each.contact === me && each.blocked !== null && !each.lifted_at,
  );
}

/** The other of a conversation of two. */
export function otherIn(room: Room): Face | null {
  if (room.conversation?.kind !== "direct") return null;
  return room.participants.find(({ contact }) => contact.id !== app.session.current?.contact)?.contact ?? null;
}

/** The other of a conversation of two, if one blocks them. */
export function blockedIn(room: Room): Face | null {
  const other = otherIn(room);
  return other && blocks().some(({ blocked }) => blocked === other.id) ? other : null;
}

/** Throws ApiError. */
export async function setBlock(contact: number, on: boolean): Promise<void> {
  const organisation = app.session.current?.id ?? 0;
  const key = crypto.randomUUID();
  if (!on) return void (await api.call("contact.unblock", { organisation, contact }, { key }));
  await app.store.write("block", "contact.block", { organisation, contact });
}

/** What one prefers for a conversation; the same decisions as the server's (server/notifications/wanting.py). */
import type { PreferenceView } from "../generated/api.ts";
import type { ConversationRow } from "./rows.ts";

/** As the server holds it, below what was chosen and waits to be sent: both are there for the same thing then. */
export type Preferred = Partial<PreferenceView> & { pinned?: boolean; archived?: boolean };

export type Preferring = Pick<ConversationRow, "preferred" | "newest" | "unread" | "mentioned">;

export function isMuted({ preferred }: Pick<Preferring, "preferred">, now: Date): boolean {
  return Date.parse(preferred.muted_until ?? "") > now.getTime();
}

export function isPinned({ preferred }: Pick<Preferring, "preferred">): boolean {
  return preferred.pinned ?? Boolean(preferred.pinned_at);
}

/** A new message brings it back, unless it is muted. */
export function isArchived(row: Pick<Preferring, "preferred" | "newest">, now: Date): boolean {
  const { archived, archived_seq: seq } = row.preferred;
  return archived ?? (seq != null && (row.newest <= seq || isMuted(row, now)));
}

/** Whether one wants to be told of what comes there: of mentions as long as one wants to be told of anything. */
export function isHeard(row: Preferring, now: Date): boolean {
  const { level } = row.preferred;
  return level !== "none" && (row.mentioned || (level !== "mentions" && !isMuted(row, now)));
}

/** In how many conversations something is unread of which one wants to be told, as badges say. */
export function unreadIn(rows: readonly Preferring[], now: Date): number {
  return rows.filter((row) => row.unread > 0 && !isArchived(row, now) && isHeard(row, now)).length;
}

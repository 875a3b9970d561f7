/** What one prefers for a conversation; the same decisions as the server's (server/notifications/wanting.py). */
import type { PreferenceView } from "../generated/api.ts";
import type { ConversationRow } from "./rows.ts";

/** As the server holds it, and above it what was chosen and waits to be sent: `pinned` and `archived` are only of that. */
export type Preferred = Partial<PreferenceView> & { pinned?: boolean; archived?: boolean };

export interface Standing {
  muted: boolean;
  pinned: boolean;
  archived: boolean;
  /** Whether one wants to be told of what is unread there. */
  heard: boolean;
}

export function standingOf(preferred: Preferred, newest: number, mentioned: boolean, now: number): Standing {
  const { level, archived_seq: seq } = preferred;
  const muted = Date.parse(preferred.muted_until ?? "") > now;
  return {
    muted,
    pinned: preferred.pinned ?? !!preferred.pinned_at,
    // A new message brings it back, unless it is muted.
    archived: preferred.archived !== false && seq != null && (newest <= seq || muted),
    heard: level !== "none" && (mentioned || (level !== "mentions" && !muted)),
  };
}

/** In how many conversations something is unread of which one wants to be told, as badges say. */
export function unreadIn(rows: readonly Pick<ConversationRow, "unread" | "archived" | "heard">[]): number {
  return rows.filter(({ unread, archived, heard }) => unread > 0 && !archived && heard).length;
}

/** What an open client does about news besides showing it. */
import type { ConversationRow } from "../../state/rows.ts";

/** `(3) Sopranen · Akkoord`; without a count the title as it was. */
export function counted(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\+?\) /, "");
  return count > 0 ? `(${count > 99 ? "99+" : count}) ${plain}` : plain;
}

/** In how many conversations something is unread, as the app's badge and the title say. */
export function unreadIn(rows: readonly Pick<ConversationRow, "unread">[]): number {
  return rows.filter(({ unread }) => unread > 0).length;
}

/** What an open client does about news besides showing it. */
import type { ConversationRow } from "../../state/rows.ts";

/** `(3) Sopranen · Akkoord`; without a count the title as it was. */
export function counted(title: string, count: number): string {
  const plain = title.replace(/^\(\d+\+?\) /, "");
  return count > 0 ? `(${count > 99 ? "99+" : count}) ${plain}` : plain;
}

/** Remembers the last message of each conversation, and says which are newer than when it was asked before. */
export class Newer {
  #seen: Map<number, number> | null = null;

  in(rows: readonly ConversationRow[]): ConversationRow[] {
    const before = this.#seen;
    this.#seen = new Map(rows.map((row) => [row.conversation.id, row.last?.seq ?? 0]));
    if (!before) return [];
    return rows.filter(({ conversation, last, unread }) => {
      const known = before.get(conversation.id);
      return unread > 0 && last !== null && known !== undefined && last.seq > known;
    });
  }
}

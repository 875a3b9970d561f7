import type { ConversationRow } from "../../state/rows.ts";

export type Filter = "all" | "unread" | "groups" | "archived";

/**
 * What the list shows: a filter and a search over titles and last lines, accents aside; what is pinned stands on top.
 * What is archived stands apart, and is found by a search all the same.
 */
export function listed(rows: ConversationRow[], filter: Filter, query: string): ConversationRow[] {
  return rows
    .filter((row) => (query && filter === "all") || row.archived === (filter === "archived"))
    .filter((row) => passes(row, filter) && found([row.title, row.last?.text ?? ""], query))
    .sort((one, other) => +other.pinned - +one.pinned);
}

/** Whether every word of the query begins a word of one of the texts. */
export function found(texts: string[], query: string): boolean {
  const words = fold(texts.join(" ")).split(/[^\p{L}\p{N}]+/u);
  const asked = fold(query).split(/\s+/u).filter(Boolean);
  return asked.every((each) => words.some((word) => word.startsWith(each)));
}

/** The room above or below the open one; with none open, the first or the last. */
export function neighbour(rows: ConversationRow[], open: number | null, step: 1 | -1, unreadOnly: boolean): number | null {
  const at = rows.findIndex((row) => row.conversation.id === open);
  const ahead = step === 1 ? rows.slice(at + 1) : rows.slice(0, at === -1 ? rows.length : at).reverse();
  const next = ahead.find((row) => !unreadOnly || row.unread > 0);
  return next?.conversation.id ?? null;
}

function passes(row: ConversationRow, filter: Filter): boolean {
  if (filter === "unread") return row.unread > 0;
  return filter !== "groups" || row.conversation.kind === "group" || row.conversation.kind === "broadcast";
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

import { dayOf } from "../../../language/dates.ts";
import type { CommandRow, HoleRow, MessageRow, PendingRow, Row } from "../../../state/rows.ts";

export interface DayLine {
  kind: "day";
  key: string;
  day: string;
}

export interface UnreadLine {
  kind: "unread";
  key: string;
}

/** `first` and `last` tell the place within a run of bubbles of one sender. */
export interface Bubble {
  kind: "bubble";
  key: string;
  row: MessageRow | PendingRow;
  mine: boolean;
  first: boolean;
  last: boolean;
}

export type Line = DayLine | UnreadLine | Bubble | CommandRow | HoleRow;

const RUN_MS = 5 * 60_000;

/** Rows as they stand on the screen: day headings, the unread line, and bubbles in runs of one sender within five minutes. */
export function arrange(rows: Row[], unreadFrom: number | null, zone?: string): Line[] {
  const lines: Line[] = [];
  let day = "";
  let unreadStands = unreadFrom === null;
  for (const row of rows) {
    const today = dayOfRow(row, zone);
    if (today && today !== day) lines.push({ kind: "day", key: `day ${today}`, day: today });
    day = today || day;
    if (!unreadStands && beginsUnread(row, unreadFrom)) {
      lines.push({ kind: "unread", key: "unread" });
      unreadStands = true;
    }
    lines.push(isBubble(row) ? bubbleAfter(lines.at(-1), row) : row);
  }
  return lines;
}

/** The same lines, each bubble that stands as it stood the very one of before: what is on the screen is then left alone. */
export function steady(lines: Line[], before: WeakMap<Row, Bubble>): Line[] {
  return lines.map((line) => {
    if (line.kind !== "bubble") return line;
    const stood = before.get(line.row);
    if (stood?.first === line.first && stood.last === line.last) return stood;
    before.set(line.row, line);
    return line;
  });
}

/** Whether a row is something that somebody said, sent or still on its way. */
export function isBubble(row: Row): row is MessageRow | PendingRow {
  return row.kind === "message" || row.kind === "pending";
}

export function momentOf(row: MessageRow | PendingRow): string {
  return row.kind === "message" ? row.message.sent_at : row.at;
}

/** The highest `seq` among the rows, 0 when none is there. */
export function newestSeq(rows: Row[]): number {
  const last = rows.findLast((row) => row.kind === "message");
  return last?.kind === "message" ? last.seq : 0;
}

/** Messages of others above `seq`, deleted ones aside. */
export function foreignAfter(rows: Row[], seq: number): MessageRow[] {
  return rows.filter((row) => row.kind === "message").filter((row) => row.seq > seq && !row.mine && !row.message.deleted_at);
}

/** The latest message of one's own that can still be edited. */
export function lastOwn(rows: Row[]): MessageRow | null {
  const found = rows.findLast((row) => row.kind === "message" && row.mine && !row.message.deleted_at);
  return found?.kind === "message" ? found : null;
}

function bubbleAfter(previous: Line | undefined, row: MessageRow | PendingRow): Bubble {
  const bubble: Bubble = { kind: "bubble", key: row.key, row, mine: isMine(row), first: true, last: true };
  if (previous?.kind === "bubble" && continues(previous, bubble)) {
    previous.last = false;
    bubble.first = false;
  }
  return bubble;
}

function continues(one: Bubble, next: Bubble): boolean {
  if (one.mine !== next.mine || authorOf(one.row) !== authorOf(next.row) || byOf(one.row) !== byOf(next.row)) return false;
  return Date.parse(momentOf(next.row)) - Date.parse(momentOf(one.row)) <= RUN_MS;
}

function authorOf(row: MessageRow | PendingRow): number {
  return row.kind === "message" && !row.mine ? row.author.id : 0;
}

function byOf(row: MessageRow | PendingRow): string | null {
  return row.kind === "message" ? row.by : null;
}

function isMine(row: MessageRow | PendingRow): boolean {
  return row.kind === "pending" || row.mine;
}

function beginsUnread(row: Row, unreadFrom: number | null): boolean {
  return row.kind === "message" && unreadFrom !== null && row.seq >= unreadFrom;
}

function dayOfRow(row: Row, zone?: string): string {
  if (row.kind === "hole") return "";
  return dayOf(row.kind === "command" ? row.command.given_at : momentOf(row), zone);
}

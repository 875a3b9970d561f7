/** Rows of a room out of messages, command cards, holes and the outbox. */
import type { CommandView, MessageView } from "../generated/api.ts";
import { inTime } from "./moments.ts";
import type { CommandRow, Face, HoleRow, MessageRow, PendingRow, Row } from "./rows.ts";
import type { OutboxEntry } from "./shelf.ts";
import type { Waiting } from "./store.svelte.ts";
import { windowLimit } from "./window.ts";

export interface RowParts {
  messages: readonly MessageView[];
  /** Whether the window ends at the newest: only then what is not yet sent stands below it. */
  atNewest: boolean;
  commands: readonly CommandView[];
  waiting: Waiting;
  conversation: number;
  /** First seqs of holes where nothing is to be had. */
  hidden: ReadonlySet<number>;
  me: number | null;
  name: (contact: number) => Face;
  /** Rows of unchanged messages keep their identity, so that a list redraws only what changed. */
  made: WeakMap<MessageView, MessageRow>;
}

export function rowsOf(parts: RowParts): Row[] {
  const entries = parts.waiting.in(parts.conversation);
  const changes = new Map(entries.flatMap((each) => (each.shows === "change" && each.args.message ? [[each.args.message, each]] : [])));
  const rows: Row[] = [];
  let previous: MessageView | null = null;
  for (const message of parts.messages) {
    if (previous) rows.push(...holeBetween(previous.seq, message.seq, parts.hidden));
    rows.push(messageRow(parts, message, changes.get(message.id) ?? null));
    previous = message;
  }
  const placed = withCommands(rows, parts);
  if (parts.atNewest) placed.push(...entries.filter(({ shows }) => shows === "row").map(pendingRow));
  return parts.atNewest ? placed.slice(-windowLimit) : placed.slice(0, windowLimit);
}

function messageRow(parts: RowParts, message: MessageView, change: OutboxEntry | null): MessageRow {
  const author = parts.name(message.author);
  const by = message.by === null ? null : parts.name(message.by).name;
  const made = parts.made.get(message);
  // A message may come before its conversation, and with that who one is there.
  const mine = message.author === parts.me;
  const same = made?.author.name === author.name && made.author.picture === author.picture && made.by === by && made.mine === mine;
  if (made && !change && same) return made;
  const row: MessageRow = {
    kind: "message",
    key: parts.waiting.keyOf(message.id) ?? `m${message.id}`,
    seq: message.seq,
    message,
    mine,
    author,
    by,
    text: change?.args.text ?? message.text,
    state: change ? stateOf(change) : "sent",
    change: change?.key ?? null,
    error: change?.error ?? null,
  };
  if (!change) parts.made.set(message, row);
  return row;
}

function holeBetween(before: number, after: number, hidden: ReadonlySet<number>): HoleRow[] {
  if (after === before + 1 || hidden.has(before + 1)) return [];
  return [{ kind: "hole", key: `h${after}`, fromSeq: before + 1, untilSeq: after - 1 }];
}

function pendingRow(entry: OutboxEntry): PendingRow {
  const { key, args, at, error } = entry;
  return { kind: "pending", key, text: args.text ?? "", args, uploads: entry.uploads ?? [], at, state: stateOf(entry), error };
}

function stateOf({ error }: OutboxEntry): "sending" | "failed" {
  return error === null ? "sending" : "failed";
}

/** Cards stand where they were given, among messages by time; none above the window, none below unless it ends there. */
function withCommands(rows: readonly Row[], { commands, atNewest, waiting }: RowParts): Row[] {
  const cards = commands.map((command): CommandRow => {
    return { kind: "command", key: waiting.keyOf(command.id) ?? `c${command.id}`, command };
  });
  cards.sort((one, other) => inTime(one.command.given_at, other.command.given_at) || one.command.id - other.command.id);
  const placed: Row[] = [];
  let next = cards.findIndex(({ command }) => command.given_at >= (firstMoment(rows) ?? ""));
  if (next < 0) next = cards.length;
  for (const row of rows) {
    while (row.kind === "message" && next < cards.length && isBefore(cards[next] as CommandRow, row)) {
      placed.push(cards[next++] as CommandRow);
    }
    placed.push(row);
  }
  return atNewest ? [...placed, ...cards.slice(next)] : placed;
}

function isBefore({ command }: CommandRow, { message }: MessageRow): boolean {
  return command.given_at < message.sent_at;
}

function firstMoment(rows: readonly Row[]): string | null {
  const first = rows.find((row) => row.kind === "message");
  return first?.kind === "message" ? first.message.sent_at : null;
}

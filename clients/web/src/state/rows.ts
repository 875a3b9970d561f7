/** What the screens show: derived shapes, never stored. */
import type {
  CommandView,
  ContactView,
  ConversationView,
  MessageView,
  ParticipantView,
} from "../generated/api.ts";
import type { Preferred, Standing } from "./preferring.ts";
import type { OutboxEntry, WaitingFile } from "./shelf.ts";

/** Somebody as rows show them; what was kept on this device long ago has no picture. */
export type Face = Pick<ContactView, "id" | "name"> & Partial<Pick<ContactView, "picture">>;

/** One line of the chat list. */
export interface ConversationRow extends Standing {
  conversation: ConversationView;
  /** The given title, the names of the others in a direct conversation, or who answered a list one administers. */
  title: string;
  /** The title of the list that was answered, for its administrators. */
  under?: string;
  /** That of the other in a direct conversation. */
  picture?: number | null;
  last: MessageView | null;
  /** Stopped at 100. */
  unread: number;
  /** Whether something unread mentions the reader, or everyone. */
  mentioned: boolean;
  preferred: Preferred;
  mine: ParticipantView | null;
}

export interface ParticipantRow {
  participant: ParticipantView;
  contact: Face;
}

export type SendState = "sending" | "sent" | "failed";

/** `key` stays the same while a pending row becomes a message, so that the list keeps its element. */
export type Row = MessageRow | PendingRow | CommandRow | HoleRow;

export interface MessageRow {
  kind: "message";
  key: string;
  seq: number;
  message: MessageView;
  mine: boolean;
  author: Face;
  /** Who wrote it in the author's name, if not they. */
  by: string | null;
  /** Text as it will be: an edit still under way is already shown. */
  text: string;
  /** Of the latest edit or deletion when one is under way, else `sent`. */
  state: SendState;
  /** Key of the edit or deletion under way, for retry and discard. */
  change: string | null;
  error: string | null;
}

/** A message or command still in the outbox. */
export interface PendingRow {
  kind: "pending";
  key: string;
  text: string;
  /** What it holds besides, by the names of `message.send`. */
  args: OutboxEntry["args"];
  uploads: readonly WaitingFile[];
  at: string;
  state: "sending" | "failed";
  /** Why the server refused it; null while sending. */
  error: string | null;
}

export interface CommandRow {
  kind: "command";
  key: string;
  command: CommandView;
}

/** Messages that are not on this device; `room.fill(row)` fetches them. */
export interface HoleRow {
  kind: "hole";
  key: string;
  fromSeq: number;
  untilSeq: number;
}

/** Whether it holds answers to a broadcast list that was removed. */
export function isListGone({ kind, closed_at }: ConversationView): boolean {
  return kind === "reply" && closed_at !== null;
}

/** What a bubble shows besides its text. Each part is a component of its own, fetched when a message first has it. */
import type { Component } from "svelte";
import type { MessageView } from "../../generated/api.ts";
import { app } from "../../state/app.svelte.ts";
import type { Room } from "../../state/room.svelte.ts";
import type { MessageRow, PendingRow } from "../../state/rows.ts";
import { reportOf } from "./moderating.ts";

export interface PartProps extends Record<string, unknown> {
  row: MessageRow | PendingRow;
  room: Room;
}

export interface Part {
  name: string;
  shown: (row: MessageRow | PendingRow) => boolean;
  load: () => Promise<{ default: Component<PartProps> }>;
  /** How high it is, as far as that is known before it is fetched, so that nothing moves when it comes. */
  height?: (row: MessageRow | PendingRow) => number;
}

/** What a preview takes with its margin: three or four lines, some of which may stay empty. */
const PREVIEW = 100;

/** Above the text, in this order: what is answered, pictures and files, cards. */
export const above: Part[] = [
  {
    name: "forwarded",
    shown: (row) => row.kind === "message" && row.message.forwarded === true,
    load: () => import("./Forwarded.svelte"),
  },
  {
    name: "quote",
    shown: (row) => Boolean(row.kind === "message" ? row.message.reply_to : row.args.reply_to),
    load: () => import("./Quote.svelte"),
  },
  {
    name: "files",
    shown: (row) => (row.kind === "message" ? !!row.message.attachments?.length : row.uploads.length > 0),
    load: () => import("./files/Files.svelte"),
  },
  { name: "poll", shown: (row) => cardOf(row) === "poll", load: () => import("../polls/PollCard.svelte") },
  { name: "activity", shown: (row) => cardOf(row) === "activity", load: () => import("../agenda/ActivityCard.svelte") },
];

/** Below the text: previews of links, reactions. */
export const below: Part[] = [
  {
    name: "preview",
    shown: (row) => row.kind === "message" && (row.message.previews?.length ?? 0) > 0,
    load: () => import("./PreviewCard.svelte"),
    height: (row) => (row.kind === "message" ? (row.message.previews?.length ?? 0) * PREVIEW : 0),
  },
  { name: "read by", shown: isSentToMany, load: () => import("./lists/ReadBy.svelte") },
  {
    name: "reported",
    shown: (row) => row.kind === "message" && reportOf(row.message.id) !== null,
    load: () => import("./ReportedLine.svelte"),
  },
  {
    name: "reactions",
    shown: (row) => row.kind === "message" && (Boolean(row.message.reactions) || isBeingReactedTo(row.message)),
    load: () => import("./Reactions.svelte"),
  },
];

/** One's own message in a list that one administers. */
function isSentToMany(row: MessageRow | PendingRow): boolean {
  if (row.kind !== "message" || !row.mine) return false;
  const { conversation } = row.message;
  const { replica } = app.store;
  return replica.get("conversation", conversation)?.kind === "broadcast" && replica.mine(conversation)?.admin === true;
}

/** Of what the message is a card, which then says what its text would. */
export function cardOf(row: MessageRow | PendingRow): string | null {
  return row.kind === "message" ? (row.message.card_kind ?? null) : null;
}

function isBeingReactedTo({ id, conversation }: MessageView): boolean {
  return app.outbox.in(conversation).some(({ op, args }) => op === "reaction.set" && args.message === id);
}

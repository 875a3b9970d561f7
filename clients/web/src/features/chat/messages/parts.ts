/** What a bubble shows besides its text. Each part is a component of its own, fetched when a message first has it. */
import type { Component } from "svelte";
import type { MessageView } from "../../../generated/api.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import type { MessageRow, PendingRow, Row } from "../../../state/rows.ts";
import { lazily } from "../../../ui/lazily.ts";
import { isBubble } from "./arranging.ts";
import { reportOf } from "../moderating.ts";

export interface PartProps extends Record<string, unknown> {
  row: MessageRow | PendingRow;
  room: Room;
}

interface Code {
  default: Component<PartProps>;
}

export interface Part {
  name: string;
  shown: (row: MessageRow | PendingRow) => boolean;
  load: () => Code | Promise<Code>;
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
    load: lazily(() => import("./Forwarded.svelte")),
  },
  {
    name: "quote",
    shown: (row) => Boolean(row.kind === "message" ? row.message.reply_to : row.args.reply_to),
    load: lazily(() => import("./Quote.svelte")),
  },
  {
    name: "files",
    shown: (row) => (row.kind === "message" ? !!row.message.attachments?.length : row.uploads.length > 0),
    load: lazily(() => import("../files/Files.svelte")),
  },
  { name: "poll", shown: (row) => cardOf(row) === "poll", load: lazily(() => import("../../polls/PollCard.svelte")) },
  { name: "activity", shown: (row) => cardOf(row) === "activity", load: lazily(() => import("../../agenda/ActivityCard.svelte")) },
];

/** Below the text: previews of links, reactions. */
export const below: Part[] = [
  {
    name: "preview",
    shown: (row) => row.kind === "message" && (row.message.previews?.length ?? 0) > 0,
    load: lazily(() => import("./PreviewCard.svelte")),
    height: (row) => (row.kind === "message" ? (row.message.previews?.length ?? 0) * PREVIEW : 0),
  },
  { name: "read by", shown: isSentToMany, load: lazily(() => import("../broadcast/ReadBy.svelte")) },
  {
    name: "reported",
    shown: (row) => row.kind === "message" && reportOf(row.message.id) !== null,
    load: lazily(() => import("./ReportedLine.svelte")),
  },
  {
    name: "reactions",
    shown: (row) => row.kind === "message" && (Boolean(row.message.reactions) || isBeingReactedTo(row.message)),
    load: lazily(() => import("./Reactions.svelte")),
  },
];

/** Long enough for a slow network; after that a list is shown without what still comes. */
const PATIENCE_MS = 3_000;

/** Resolves once all that rows show besides their text can be shown at once, so that nothing jumps. */
export async function partsFetched(rows: readonly Row[]): Promise<void> {
  const bubbles = rows.filter(isBubble);
  const wanted = [...above, ...below].filter((part) => bubbles.some((row) => part.shown(row)));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([late, Promise.allSettled(wanted.map((part) => part.load()))]);
}

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

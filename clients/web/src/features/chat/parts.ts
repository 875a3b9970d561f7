/** What a bubble shows besides its text. Each part is a component of its own, fetched when a message first has it. */
import type { Component } from "svelte";
import type { Room } from "../../state/room.svelte.ts";
import type { MessageRow, PendingRow } from "../../state/rows.ts";

export interface PartProps extends Record<string, unknown> {
  row: MessageRow | PendingRow;
  room: Room;
}

export interface Part {
  name: string;
  shown: (row: MessageRow | PendingRow) => boolean;
  load: () => Promise<{ default: Component<PartProps> }>;
}

/** Above the text, in this order: what is answered, pictures and files, cards. */
export const above: Part[] = [
  {
    name: "files",
    shown: (row) => (row.kind === "message" ? !!row.message.attachments?.length : row.uploads.length > 0),
    load: () => import("./files/Files.svelte"),
  },
];

/** Below the text: previews of links, reactions. */
export const below: Part[] = [];

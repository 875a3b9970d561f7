/** What opens over a conversation and has an address of its own: Back closes it, and a reload keeps it. */
import type { Component } from "svelte";
import type { Room } from "../../state/room.svelte.ts";
import { lazily } from "../../ui/lazily.ts";

const STARRED = "starred";
const PLANNED = "later";

interface SheetProps extends Record<string, unknown> {
  room: Room;
  writes: boolean;
  onclose: () => void;
}

interface Code {
  default: Component<SheetProps>;
}

export type Sheet = () => Code | Promise<Code>;

const loads: Record<string, Sheet> = {
  [STARRED]: lazily(() => import("./messages/StarredDialog.svelte")),
  [PLANNED]: lazily(() => import("./composer/LaterSheet.svelte")),
};

/** Of a conversation, as a room or as a row of the list. */
type Placed = Pick<Room, "id">;

export const starredOf = (room: Placed) => `/chat/${room.id}/${STARRED}`;
export const plannedOf = (room: Placed) => `/chat/${room.id}/${PLANNED}`;

/** The one that an address of the room names. */
export function sheetOf(path: string, room: Room): Sheet | null {
  const name = path === starredOf(room) ? STARRED : path === plannedOf(room) ? PLANNED : "";
  return room.conversation ? (loads[name] ?? null) : null;
}

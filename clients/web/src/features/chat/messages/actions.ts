/** What one may do with a message, for its menu. Each feature adds its own. */
import type { Room } from "../../../state/room.svelte.ts";
import type { MessageRow, PendingRow } from "../../../state/rows.ts";
import type { MenuItem } from "../../../ui/menu.ts";
import { messageActions } from "./message_actions.ts";

export interface Chosen {
  row: MessageRow | PendingRow;
  room: Room;
  /** Puts the message in the composer, to be changed. */
  edit: (row: MessageRow) => void;
}

/** Makes the line of a menu for a message, or null where there is nothing to do. */
export type Action = (chosen: Chosen) => MenuItem | null;

/** In the order in which the menu shows them, between "copy" and "delete". */
export const actions: Action[] = [...messageActions];

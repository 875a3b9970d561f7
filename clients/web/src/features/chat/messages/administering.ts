import type { ParticipantView } from "../../../generated/api.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import { managesConversations } from "../people.svelte.ts";

export function mySeat(room: Room): ParticipantView | undefined {
  const me = app.session.current?.contact;
  return room.participants.find(({ participant }) => participant.contact === me && !participant.left_at)?.participant;
}

/** Whether one changes a conversation of several; of one of two nobody does. The server decides in the end. */
export function administers(room: Room): boolean {
  return room.conversation?.kind !== "direct" && (managesConversations() || mySeat(room)?.admin === true);
}

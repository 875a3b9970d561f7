/** Who read a message of one's own: whether that may be seen, and who did not yet. The server decides in the end. */
import type { MessageView, ParticipantView, ReaderView } from "../../../generated/api.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import { mySeat } from "./administering.ts";
import { talking } from "../talking.svelte.ts";

type Read = Pick<MessageView, "seq" | "author">;

/** The others who read that far, as far as they tell it. */
export function readersOf({ seq, author }: Read, reads: readonly ReaderView[]): number[] {
  return [...new Set(reads.filter((each) => each.seq >= seq && each.contact !== author).map((each) => each.contact))];
}

/**
 * Those who sit there and of whom it is not known that they read it. Who does not tell is among them and is not told
 * apart: a list of those who have not read it yet would name, by who is missing from it, those who hide it.
 */
export function othersThan(readers: readonly number[], { author }: Read, seats: readonly ParticipantView[]): number[] {
  const sitting = new Set(seats.filter((seat) => !seat.left_at).map((seat) => seat.contact));
  return [...sitting].filter((contact) => contact !== author && !readers.includes(contact));
}

/** Opens who read a message: in a list the report of its administrators; null for whom it is not to be seen. */
export function readersShown(room: Room, message: MessageView): (() => void) | null {
  const seat = mySeat(room);
  if (!seat || !room.conversation) return null;
  if (room.conversation.kind === "broadcast") {
    const report = () => talking.ask(() => import("../broadcast/ReadReport.svelte"), { message: message.id });
    return seat.admin ? report : null;
  }
  if (!app.session.account?.tells_reads) return null;
  return () => talking.ask(() => import("./ReadersDialog.svelte"), { message, room });
}

import { ApiError } from "../../../protocol/frames.ts";
import type { ConversationRow } from "../../../state/rows.ts";

/** Whether one writes there, as far as is known here; the server decides in the end. */
export function mayWriteIn({ conversation, mine }: Pick<ConversationRow, "conversation" | "mine">): boolean {
  const { closed_at, kind, admins_post } = conversation;
  return !closed_at && mine !== null && (mine.admin === true || (kind !== "broadcast" && !admins_post));
}

/** Of conversations that were asked for, those on which a refusal rests, and why. */
export function inTheWay(error: unknown, asked: readonly number[]): Map<number, string> {
  const found = new Map<number, string>();
  if (!(error instanceof ApiError)) return found;
  for (const [field, why] of Object.entries(error.fields)) {
    const place = /^conversations\[(\d+)\]$/u.exec(field)?.[1];
    const conversation = place === undefined ? undefined : asked[Number(place)];
    if (conversation !== undefined) found.set(conversation, why);
  }
  return found;
}

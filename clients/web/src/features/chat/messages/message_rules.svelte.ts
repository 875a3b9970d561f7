import type { MessageRulesView, MessageView } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import type { MessageRow } from "../../../state/rows.ts";
import { administers } from "./administering.ts";

/** Until they are known all may be done: the server decides in the end. */
const open: MessageRulesView = { edit_minutes: null, delete_minutes: null, admins_delete: true };

let known = $state.raw<ReadonlyMap<number, MessageRulesView>>(new Map());

/** Asks what the organisation of a room lets one do with messages; what was known before stays where no answer comes. */
export async function learnRules(organisation: number): Promise<void> {
  const rules = await api.call("message_rules.get", { organisation }).catch(() => null);
  if (rules) known = new Map([...known, [organisation, rules]]);
}

function rulesOf(room: Room): MessageRulesView {
  return known.get(room.conversation?.organisation ?? 0) ?? open;
}

/** Whether a message is younger than so many minutes: for ever without a number, never with 0. */
export function within({ sent_at }: Pick<MessageView, "sent_at">, minutes: number | null, now = Date.now()): boolean {
  return minutes === null || now < Date.parse(sent_at) + minutes * 60_000;
}

export function mayEdit(room: Room, { mine, message }: MessageRow): boolean {
  return mine && within(message, rulesOf(room).edit_minutes);
}

export function mayDelete(room: Room, { mine, message }: MessageRow): boolean {
  const { delete_minutes, admins_delete } = rulesOf(room);
  return (mine && within(message, delete_minutes)) || (admins_delete && administers(room));
}

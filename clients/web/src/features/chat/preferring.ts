/** What one changes of one's own preferences for a conversation; waits for a connection as messages do. */
import { announce } from "../../app/announcer.svelte.ts";
import type { Operations } from "../../generated/api.ts";
import { language } from "../../language/language.svelte.ts";
import { manageWords } from "../../language/manage.svelte.ts";
import { preferences } from "../../language/chat/preferences.ts";
import { app } from "../../state/app.svelte.ts";
import { isMuted, isPinned } from "../../state/preferring.ts";
import type { ConversationRow } from "../../state/rows.ts";
import { toasts } from "../../ui/toasts.svelte.ts";
import { mutedUntil, type Span, untilWhen } from "./muting.ts";

type Wanted = Omit<Operations["preference.set"]["args"], "conversation">;
export type Level = NonNullable<Wanted["level"]>;
type Chosen = Pick<ConversationRow, "conversation" | "preferred">;

const said = () => manageWords(preferences);

export function prefer(conversation: number, wanted: Wanted): void {
  app.outbox.write(conversation, "preference.set", { conversation, ...wanted }, "preference");
}

export function levelOf({ preferred }: Pick<ConversationRow, "preferred">): Level {
  return (preferred.level as Level | undefined) ?? "all";
}

/** "Gedempt tot 14:30"; null where it is not muted. */
export function sayMuted(row: Chosen, now: Date): string | null {
  if (!isMuted(row, now)) return null;
  const when = untilWhen(row.preferred.muted_until ?? "", now, language());
  return when === null ? said().muted : said().mutedUntil(when);
}

export function mute(row: Chosen, span: Span): void {
  const until = mutedUntil(span, new Date());
  muteUntil(row, until);
  const when = untilWhen(until, new Date(), language());
  toasts.show(`${when === null ? said().muted : said().mutedUntil(when)}.`, () => muteUntil(row, before(row)));
}

export function unmute(row: Chosen): void {
  muteUntil(row, null);
  toasts.show(said().unmuted, () => muteUntil(row, before(row)));
}

export function pin(row: Chosen): void {
  const pinned = !isPinned(row);
  prefer(row.conversation.id, { pinned });
  announce(pinned ? said().pinned : said().unpin);
}

export function archive(row: Chosen, archived: boolean): void {
  const { id } = row.conversation;
  prefer(id, { archived });
  const done = isMuted(row, new Date()) ? said().archivedMuted : said().archived;
  toasts.show(archived ? done : said().unarchived, () => prefer(id, { archived: !archived }));
}

/** The number of the last message that somebody else wrote, from which on it can be unread again; null without one. */
export function lastOfOthers({ conversation }: Pick<ConversationRow, "conversation">): number | null {
  const me = app.store.me(conversation);
  const { messages } = app.store.replica.thread(conversation.id);
  return messages.findLast(({ author, deleted_at }) => author !== me && deleted_at === null)?.seq ?? null;
}

export function markUnread(row: Pick<ConversationRow, "conversation">, seq: number): void {
  const { id } = row.conversation;
  app.store.reads.drop(id);
  app.outbox.write(id, "read.set_unread", { conversation: id, seq }, "read");
}

/** A refusal has no row to stand at: said once, and forgotten. */
export function tellRefusals(): void {
  for (const { conversation } of app.store.conversations) {
    for (const { op, key, error } of app.outbox.in(conversation.id)) {
      if (error === null || (op !== "preference.set" && op !== "read.set_unread")) continue;
      toasts.show(error);
      app.outbox.discard(key);
    }
  }
}

function muteUntil({ conversation }: Chosen, muted_until: string | null): void {
  prefer(conversation.id, { muted_until });
}

function before({ preferred }: Chosen): string | null {
  return preferred.muted_until ?? null;
}

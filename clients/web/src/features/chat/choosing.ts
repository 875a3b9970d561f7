/** What one changes of one's own preferences for a conversation; waits for a connection as messages do. */
import { announce } from "../../app/announcer.svelte.ts";
import type { Operations } from "../../generated/api.ts";
import { language } from "../../language/language.svelte.ts";
import { manageWords } from "../../language/manage.svelte.ts";
import { preferences } from "../../language/chat/preferences.ts";
import { app } from "../../state/app.svelte.ts";
import type { ConversationRow } from "../../state/rows.ts";
import { toasts } from "../../ui/toasts.svelte.ts";
import { mutedUntil, type Span, untilWhen } from "./muting.ts";

type Wanted = Omit<Operations["preference.set"]["args"], "conversation">;
export type Level = NonNullable<Wanted["level"]>;

const said = () => manageWords(preferences);

export function prefer(conversation: number, wanted: Wanted): void {
  app.outbox.write(conversation, "preference.set", { conversation, ...wanted }, "preference");
}

export function levelOf({ preferred }: ConversationRow): Level {
  return (preferred.level as Level | undefined) ?? "all";
}

/** "Gedempt tot 14:30"; null where it is not muted. */
export function sayMuted(row: ConversationRow, now: Date): string | null {
  if (!row.muted) return null;
  const when = untilWhen(row.preferred.muted_until ?? "", now, language());
  return when === null ? said().muted : said().mutedUntil(when);
}

export function mute(row: ConversationRow, span: Span): void {
  const until = mutedUntil(span, new Date());
  muteUntil(row, until);
  const when = untilWhen(until, new Date(), language());
  toasts.show(`${when === null ? said().muted : said().mutedUntil(when)}.`, () => muteUntil(row, before(row)));
}

export function unmute(row: ConversationRow): void {
  muteUntil(row, null);
  toasts.show(said().unmuted, () => muteUntil(row, before(row)));
}

export function pin(row: ConversationRow): void {
  const pinned = !row.pinned;
  prefer(row.conversation.id, { pinned });
  announce(pinned ? said().pinned : said().unpinned);
}

export function archive(row: ConversationRow, archived: boolean): void {
  put(row, archived);
  const done = row.muted ? said().archivedMuted : said().archived;
  toasts.show(archived ? done : said().unarchived, () => put(row, !archived));
}

/** By the last message that one saw: what came since, or while there was no connection, brings it back. */
function put({ conversation: { id } }: ConversationRow, archived: boolean): void {
  const seen = app.store.replica.thread(id).last?.seq ?? 0;
  prefer(id, archived ? { archived, archived_seq: seen } : { archived });
}

/** The number of the last message that somebody else wrote, from which on it can be unread again; null without one. */
export function lastOfOthers({ conversation }: ConversationRow): number | null {
  const me = app.store.me(conversation);
  const { messages } = app.store.replica.thread(conversation.id);
  return messages.findLast(({ author, deleted_at }) => author !== me && deleted_at === null)?.seq ?? null;
}

export function markUnread({ conversation }: ConversationRow, seq: number): void {
  app.store.reads.back(conversation.id, seq);
  announce(said().isUnread);
}

export function markRead({ conversation }: ConversationRow): void {
  app.store.reads.reach(conversation.id, app.store.replica.thread(conversation.id).messages.at(-1)?.seq ?? 0);
  announce(said().isRead);
}

/** A refusal has no row to stand at: said once, and forgotten. */
export function tellRefusals(): void {
  for (const { conversation } of app.store.conversations) {
    for (const { op, key, error } of app.outbox.in(conversation.id)) {
      if (error === null || op !== "preference.set") continue;
      toasts.show(error);
      app.outbox.discard(key);
    }
  }
}

function muteUntil({ conversation }: ConversationRow, muted_until: string | null): void {
  prefer(conversation.id, { muted_until });
}

function before({ preferred }: ConversationRow): string | null {
  return preferred.muted_until ?? null;
}

import type { ContactView } from "../../generated/api.ts";
import { app } from "../../state/app.svelte.ts";
import { language } from "../../language/language.svelte.ts";

/** Everyone of the organisation but oneself and those who left it, by name. */
export function others(): ContactView[] {
  const own = app.session.current?.contact;
  return app.store.contacts
    .filter((contact) => contact.id !== own && !contact.removed_at)
    .sort(byName);
}

/** For `sort`. */
export function byName(one: { name: string }, other: { name: string }): number {
  return one.name.localeCompare(other.name, language());
}

/** Whether the reader may begin group conversations and change who takes part; the server decides in the end. */
export function managesConversations(): boolean {
  return app.session.current?.capabilities.includes("conversations") ?? false;
}

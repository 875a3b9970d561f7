import type { Component } from "svelte";
import type { MessageView } from "../../generated/api.ts";
import { api, app } from "../../state/app.svelte.ts";
import type { MessageRow } from "../../state/rows.ts";
import { toasts } from "../../ui/toasts.svelte.ts";

/** A dialog about a message, as the menu asks for it: it outlives the menu. */
export interface Asked {
  load: () => Promise<{ default: Component<Record<string, unknown>> }>;
  given: Record<string, unknown>;
}

/** What is under way in the open room: which message is being answered, and which dialog stands open. */
class Talking {
  #answering = $state.raw<ReadonlyMap<number, MessageRow>>(new Map());
  asked = $state.raw<Asked | null>(null);
  readonly #quotes = new Map<number, Promise<MessageView | null>>();

  answered(conversation: number): MessageRow | null {
    return this.#answering.get(conversation) ?? null;
  }

  answer(row: MessageRow): void {
    this.#answering = new Map([...this.#answering, [row.message.conversation, row]]);
  }

  stopAnswering(conversation: number): void {
    this.#answering = new Map([...this.#answering].filter(([id]) => id !== conversation));
  }

  ask(load: () => Promise<{ default: Component<never> }>, given: Record<string, unknown>): void {
    this.asked = { load: load as unknown as Asked["load"], given: { ...given, onclose: () => (this.asked = null) } };
  }

  /** A message that is not on this device, asked for once; null where it cannot be seen. */
  quoted(id: number): Promise<MessageView | null> {
    const known = this.#quotes.get(id);
    if (known) return known;
    const asked = api.call("message.get", { message: id }).catch(() => null);
    this.#quotes.set(id, asked);
    return asked;
  }

  /** Reacts, or takes it back; waits for a connection as messages do. */
  react({ id, conversation }: MessageView, emoji: string, on: boolean): void {
    app.outbox.write(conversation, "reaction.set", { message: id, emoji, on }, "message");
  }

  /** A write without a row of its own that the server refused: said once, and forgotten. */
  tellRefusals(conversation: number): void {
    for (const entry of app.outbox.in(conversation)) {
      if (entry.shows !== "nothing" || entry.error === null) continue;
      toasts.show(entry.error);
      app.outbox.discard(entry.key);
    }
  }
}

export const talking = new Talking();

/** To a message of a room; also when its address is the one that stands there already. */
export function showMessage({ conversation, seq }: Pick<MessageView, "conversation" | "seq">): void {
  const address = `/chat/${conversation}/m/${seq}`;
  if (app.route.path === address) document.querySelector(`[data-seq="${seq}"]`)?.scrollIntoView({ block: "center" });
  else app.route.go(address);
}

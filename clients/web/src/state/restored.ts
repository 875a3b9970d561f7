import type { ConversationView, MessageView } from "../generated/api.ts";
import type { Api } from "../protocol/api.ts";
import type { Clock } from "../protocol/surroundings.ts";
import type { Held, Kind } from "./replica.ts";
import { step } from "./window.ts";

const secondAttempt = 5_000;

interface Parts {
  api: Pick<Api, "call">;
  clock: Clock;
  took: (messages: MessageView[]) => void;
  /** Whether it is still held, and not removed again. */
  wanted: (conversation: number) => boolean;
}

/**
 * Conversations that were removed and are back. Who caught up while one was away was given nothing of it, and catching
 * up tells of no message twice: its last messages are asked for.
 */
export class Restored {
  readonly #parts: Parts;
  readonly #removed = new Set<number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  kept(kind: Kind, object: Held): void {
    if (kind !== "conversation") return;
    const { id, removed_at } = object as ConversationView;
    if (removed_at) this.#removed.add(id);
    else if (this.#removed.delete(id)) void this.#fetch(id);
  }

  dropped(kind: Kind, { id }: Held): void {
    if (kind === "conversation") this.#removed.delete(id);
  }

  forget(): void {
    this.#removed.clear();
  }

  async #fetch(conversation: number): Promise<void> {
    try {
      const { items } = await this.#parts.api.call("message.history", { conversation, limit: step });
      this.#parts.took(items);
    } catch {
      this.#parts.clock.after(secondAttempt, () => {
        if (this.#parts.wanted(conversation)) void this.#fetch(conversation);
      });
    }
  }
}

/** What stands for a message of one's own before the server's answer, and how the message is known again when it comes. */
import type { MessageView } from "../generated/api.ts";
import type { OutboxEntry } from "./shelf.ts";

export class Echoes {
  /** Of what was sent from this tab: the key of the row that stood for it. */
  readonly #keys = new Map<number, string>();
  /** Seen back, not yet answered: still sent, no longer shown. */
  readonly #seen = new Set<string>();

  keyOf(message: number): string | null {
    return this.#keys.get(message) ?? null;
  }

  isSeen(key: string): boolean {
    return this.#seen.has(key);
  }

  /** The server answered what was sent under a key: its row goes on as this object. */
  answered(key: string, object: number): void {
    this.#keys.set(object, key);
  }

  /**
   * One's own message came, as an event or in a page, before the answer to its sending did: it takes the place of the
   * first waiting row that says the same and was written before it came to be. False when it is none of those.
   */
  heard(message: MessageView, waiting: readonly OutboxEntry[]): boolean {
    if (this.#keys.has(message.id)) return false;
    const echoed = waiting.find((entry) => !this.#seen.has(entry.key) && isEcho(message, entry));
    if (!echoed) return false;
    this.#keys.set(message.id, echoed.key);
    this.#seen.add(echoed.key);
    return true;
  }
}

/** By the words, for messages do not tell their keys; by the number, for the same words may have been said before. */
function isEcho({ seq, text }: MessageView, { op, args, error, after }: OutboxEntry): boolean {
  return op === "message.send" && error === null && seq > (after ?? Infinity) && args.text?.trim() === text.trim();
}

import { SvelteMap } from "svelte/reactivity";
import type { ReadView } from "../generated/api.ts";
import type { Api } from "../protocol/api.ts";
import { ApiError } from "../protocol/frames.ts";
import type { Clock } from "../protocol/surroundings.ts";
import type { OutboxEntry, Shelf } from "./shelf.ts";

/** Rows come into sight in bursts: one call for all of a burst. */
const burst = 300;
const noteName = "reads";

export interface ReadsParts {
  api: Pick<Api, "call">;
  clock: Clock;
  shelf: () => Shelf;
  took: (read: ReadView) => void;
  waiting: () => { in(conversation: number): readonly OutboxEntry[]; discard(key: string): void };
}

/** Read positions that the server does not know yet; they survive a reload. */
export class Reads {
  readonly #parts: ReadsParts;
  readonly #ahead = new SvelteMap<number, number>();
  #cancelTimer = () => {};
  #sending = false;

  constructor(parts: ReadsParts) {
    this.#parts = parts;
  }

  load(kept: unknown): void {
    for (const [conversation, seq] of (kept as [number, number][] | undefined) ?? []) this.#ahead.set(conversation, seq);
  }

  forget(): void {
    this.#cancelTimer();
    this.#ahead.clear();
  }

  /** The position reached on this device, 0 when the server knows it. */
  of(conversation: number): number {
    return this.#ahead.get(conversation) ?? 0;
  }

  reach(conversation: number, seq: number): void {
    if (seq <= this.of(conversation)) return;
    // Whoever reads on has thought better of marking it as unread.
    const { waiting } = this.#parts;
    for (const { op, key } of waiting().in(conversation)) if (op === "read.set_unread") waiting().discard(key);
    this.#ahead.set(conversation, seq);
    this.#keep();
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(burst, () => void this.send());
  }

  /** It is to be unread again: a position that waits must not undo that. */
  drop(conversation: number): void {
    this.#ahead.delete(conversation);
    this.#keep();
  }

  /** Sends what is ahead; what cannot be delivered now waits for the next call. */
  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (const conversation of [...this.#ahead.keys()]) await this.#tell(conversation, this.of(conversation));
    } catch {
      // No connection: `send` is called again once there is one.
    } finally {
      this.#sending = false;
      this.#keep();
    }
  }

  async #tell(conversation: number, seq: number): Promise<void> {
    if (seq === 0) return;
    try {
      const read = await this.#parts.api.call("read.set", { conversation, seq }, { key: crypto.randomUUID() });
      this.#parts.took(read);
    } catch (error) {
      if (!(error instanceof ApiError) || error.passing) throw error;
    }
    if (this.of(conversation) === seq) this.#ahead.delete(conversation);
  }

  #keep(): void {
    void this.#parts.shelf().note(noteName, this.#ahead.size > 0 ? [...this.#ahead] : null);
  }
}

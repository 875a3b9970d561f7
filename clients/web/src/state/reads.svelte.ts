import { SvelteMap } from "svelte/reactivity";
import type { ReadView } from "../generated/api.ts";
import type { Api } from "../protocol/api.ts";
import { ApiError } from "../protocol/frames.ts";
import type { Clock } from "../protocol/surroundings.ts";
import type { Shelf } from "./shelf.ts";

/** Rows come into sight in bursts: one call for all of a burst. */
const burst = 300;
const noteName = "reads";

export interface ReadsParts {
  api: Pick<Api, "call">;
  clock: Clock;
  shelf: () => Shelf;
  took: (read: ReadView) => void;
}

/** Read positions that the server does not know yet, there and back; they survive a reload. */
export class Reads {
  readonly #parts: ReadsParts;
  /** Below zero: unread again from that message on. */
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

  /** The position reached on this device, 0 when the server knows it; -5 when message 5 is to be unread again. */
  of(conversation: number): number {
    return this.#ahead.get(conversation) ?? 0;
  }

  reach(conversation: number, seq: number): void {
    if (seq > this.of(conversation)) this.#hold(conversation, seq);
  }

  /** Unread again from that message on, whatever position waits; whoever reads on thought better of it. */
  back(conversation: number, seq: number): void {
    this.#hold(conversation, -seq);
  }

  #hold(conversation: number, seq: number): void {
    this.#ahead.set(conversation, seq);
    this.#keep();
    this.#cancelTimer();
    this.#cancelTimer = this.#parts.clock.after(burst, () => void this.send());
  }

  /** Sends what is ahead; what cannot be delivered now waits for the next call. */
  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      // Meanwhile one may have read on, or gone back.
      while (this.#ahead.size > 0) for (const [conversation, seq] of [...this.#ahead]) await this.#tell(conversation, seq);
    } catch {
      // No connection: `send` is called again once there is one.
    } finally {
      this.#sending = false;
      this.#keep();
    }
  }

  async #tell(conversation: number, seq: number): Promise<void> {
    try {
      const [op, number] = seq < 0 ? (["read.set_unread", -seq] as const) : (["read.set", seq] as const);
      const read = await this.#parts.api.call(op, { conversation, seq: number }, { key: crypto.randomUUID() });
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

const LOOKED_AT_MS = 1_000;

/** Tells up to which message somebody has really read: on screen for a second in a window that has the focus. */
export class Reading {
  readonly #visible = new Set<number>();
  readonly #read: (seq: number) => void;
  #focused: boolean;
  #reached = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(read: (seq: number) => void, focused: boolean) {
    this.#read = read;
    this.#focused = focused;
  }

  appear(seq: number): void {
    this.#visible.add(seq);
    if (seq > this.#reached) this.#wait();
  }

  disappear(seq: number): void {
    this.#visible.delete(seq);
  }

  focus(focused: boolean): void {
    this.#focused = focused;
    this.#wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#visible.clear();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (!this.#focused || this.#visible.size === 0) return;
    const candidates = [...this.#visible];
    this.#timer = setTimeout(() => this.#settle(candidates), LOOKED_AT_MS);
  }

  #settle(candidates: number[]): void {
    const seen = candidates.filter((seq) => this.#visible.has(seq));
    const highest = Math.max(0, ...seen);
    if (highest > this.#reached) {
      this.#reached = highest;
      this.#read(highest);
    }
    if (Math.max(0, ...this.#visible) > this.#reached) this.#wait();
  }
}

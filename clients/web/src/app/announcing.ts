const PAUSE_MS = 5_000;

/** Decides what a screen reader hears: one sentence at once, the rest of a burst together after five seconds. */
export class Announcing {
  readonly #speak: (sentence: string) => void;
  #waiting: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #summary: (count: number) => string = String;

  constructor(speak: (sentence: string) => void) {
    this.#speak = speak;
  }

  /** `summary` is said instead when several have gathered. */
  say(sentence: string, summary: (count: number) => string): void {
    this.#summary = summary;
    this.#waiting.push(sentence);
    if (this.#timer === undefined) this.#release();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #release(): void {
    const [first, ...others] = this.#waiting;
    this.#timer = undefined;
    if (first === undefined) return;
    this.#speak(others.length > 0 ? this.#summary(this.#waiting.length) : first);
    this.#waiting = [];
    this.#timer = setTimeout(() => this.#release(), PAUSE_MS);
  }
}

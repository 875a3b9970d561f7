import type { Clock } from "../src/protocol/surroundings.ts";

declare function setImmediate(then: () => void): void;

/** In a task of its own, as a network would. */
export function soon(then: () => void): void {
  setImmediate(then);
}

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  #now = Date.parse("2026-11-26T19:00:00Z");
  #timers: { at: number; then: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.#now + milliseconds, then };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Runs what falls due, in order, and lets promises settle in between. */
  async pass(milliseconds: number): Promise<void> {
    await settled();
    const until = this.#now + milliseconds;
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at);
      if (!next) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.then();
      await settled();
    }
    this.#now = until;
    await settled();
  }
}

/** Long enough for promises, for what waits for a task of its own, and for the in-memory IndexedDB, which answers in several. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (let turn = 0; turn < 20; turn += 1) await new Promise<void>(soon);
    await new Promise<void>((next) => setTimeout(next));
  }
}

/** mulberry32: small, seeded, the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T];
  }
  return mixed;
}

import { awaitScreen } from "../state/lists.svelte.ts";

/**
 * How much of a screen is drawn: first as much as is seen, then the rest step by step, each in a task of its own, so that
 * a phone hears a finger in between. Make it in a component.
 */
export class InTurns {
  #drawn = $state(0);

  /** `total` is how much there is. */
  constructor(total: () => number, step: number) {
    this.#drawn = step;
    $effect(() => {
      if (this.done || total() === 0) return;
      const made = awaitScreen();
      const cancel = afterPaint(() => (this.#drawn = this.#drawn < total() ? this.#drawn + step : Infinity));
      return () => {
        made();
        cancel();
      };
    });
  }

  /** Endless once all was drawn: what comes later is drawn at once. */
  get drawn(): number {
    return this.#drawn;
  }

  get done(): boolean {
    return this.#drawn === Infinity;
  }

  /** Draws as much as that in this turn. */
  reach(count: number): void {
    this.#drawn = Math.max(this.#drawn, count);
  }
}

/** In a task of its own, once what was drawn is on the screen; a page that is not looked at paints nothing to wait for. */
function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => (timer = setTimeout(act));
  const frame = document.hidden ? later() : requestAnimationFrame(later);
  return () => {
    if (timer === undefined) cancelAnimationFrame(frame as number);
    clearTimeout(timer);
  };
}

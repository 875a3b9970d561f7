import { firstAnswersAwaited } from "../state/lists.svelte.ts";

/** One answer may lead to the next question. */
const CALM_MS = 40;
const PATIENCE_MS = 2_000;

/** Whether a screen that is put together from several answers may be shown: all at once, so that nothing jumps. Make it in a component. */
export class Whole {
  #shown = $state(false);

  constructor() {
    $effect(() => {
      const timer = setTimeout(() => (this.#shown = true), PATIENCE_MS);
      return () => clearTimeout(timer);
    });
    $effect(() => {
      if (this.#shown || firstAnswersAwaited() > 0) return;
      const timer = setTimeout(() => (this.#shown = true), CALM_MS);
      return () => clearTimeout(timer);
    });
  }

  get shown(): boolean {
    return this.#shown;
  }
}

import { words } from "../../../language/language.svelte.ts";
import type { ContactView } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import { Latest } from "../../../ui/form/combobox.ts";
import { sayTrouble } from "../../../ui/trouble.ts";
import type { Wire } from "./tree.ts";

const PAUSE_MS = 250;
const SHOWN = 12;

/** How many people meet conditions, and who the first of them are; an answer to an older question is dropped. */
export class Counting {
  size = $state<number | null>(null);
  people = $state.raw<readonly ContactView[]>([]);
  busy = $state(false);
  trouble = $state("");
  readonly #latest = new Latest();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Asks once nothing more was asked for a moment. */
  ask(organisation: number, conditions: Wire): void {
    clearTimeout(this.#timer);
    this.busy = true;
    this.#timer = setTimeout(() => void this.#ask(organisation, conditions), PAUSE_MS);
  }

  /** What is under way is no longer wanted. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#latest.drop();
  }

  async #ask(organisation: number, conditions: Wire): Promise<void> {
    const both = Promise.all([
      api.call("selection.count", { organisation, conditions }),
      api.call("selection.people", { organisation, conditions, limit: SHOWN }),
    ]);
    const answer = await this.#latest.of(both.then(([{ size }, { items }]) => ({ size, items }), (error: unknown) => ({ error })));
    if (answer === null) return;
    this.busy = false;
    if ("error" in answer) {
      this.trouble = firstField(answer.error) ?? sayTrouble(answer.error, words());
      return;
    }
    this.trouble = "";
    this.size = answer.size;
    this.people = answer.items;
  }
}

function firstField(error: unknown): string | undefined {
  return Object.values((error as { fields?: Record<string, string> }).fields ?? {})[0];
}

import type { FoundMessage, Operations } from "../../generated/api.ts";
import { addDays } from "../../language/dates.ts";
import { api } from "../../state/app.svelte.ts";
import type { Narrowed } from "./narrowing.ts";

type Args = Operations["search.messages"]["args"];

const PAUSE_MS = 200;

/** The messages that the server finds: asked once typing pauses; an answer that comes too late is thrown away. */
export class Asking {
  found = $state.raw<FoundMessage[]>([]);
  loading = $state(false);
  failed = $state(false);
  /** Whether an answer to what is asked now is there. */
  answered = $state(false);
  #next = $state<string | null>(null);
  #args: Args | null = null;
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get more(): boolean {
    return this.#next !== null;
  }

  /** `chosen`: whether it is narrowed by anything, so that no word is needed. */
  ask(organisation: number, text: string, narrowed: Narrowed, chosen: boolean): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.answered = this.failed = false;
    this.#args = asksFor(text, chosen) ? argsOf(organisation, text, narrowed) : null;
    if (this.#args === null) {
      this.#forget();
      this.loading = false;
      return;
    }
    this.loading = true;
    this.#timer = setTimeout(() => void this.#fetch(null), PAUSE_MS);
  }

  async loadMore(): Promise<void> {
    this.loading = true;
    await this.#fetch(this.#next);
  }

  retry(): void {
    this.loading = true;
    this.failed = false;
    void this.#fetch(null);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
  }

  #forget(): void {
    this.found = [];
    this.#next = null;
  }

  async #fetch(page: string | null): Promise<void> {
    const turn = this.#turn;
    if (this.#args === null) return;
    try {
      const { items, next } = await api.call("search.messages", { ...this.#args, ...(page !== null && { page }) });
      if (turn !== this.#turn) return;
      this.found = page === null ? items : [...this.found, ...items];
      this.#next = next;
      this.answered = true;
    } catch {
      if (turn !== this.#turn) return;
      this.failed = true;
      if (page === null) this.#forget();
    } finally {
      if (turn === this.#turn) this.loading = false;
    }
  }
}

function asksFor(text: string, chosen: boolean): boolean {
  return chosen || /[\p{L}\p{N}]/u.test(text);
}

function argsOf(organisation: number, text: string, { conversation, author, kind, from, until }: Narrowed): Args {
  return {
    organisation,
    text: text.trim().slice(0, 200),
    limit: 20,
    ...(conversation !== null && { conversation }),
    ...(author !== null && { author }),
    ...(kind && { kind }),
    ...(from !== null && { from_at: midnight(from) }),
    ...(until !== null && { until_at: midnight(addDays(until, 1)) }),
  };
}

/** The beginning of a day where the reader is. */
function midnight(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

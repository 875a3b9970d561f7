import { untrack } from "svelte";
import type { Listed } from "../generated/api.ts";

let starting = $state(0);
/** The same, for counting: when an effect is undone, what is read of a state is as it was before. */
let count = 0;

/** How many questions are under way about which nothing is known yet, and screens in the making: what one will look like is not clear before. */
export function firstAnswersAwaited(): number {
  return starting;
}

/** Counts a screen in the making, until what this returns is called. */
export function awaitScreen(): () => void {
  weigh(1);
  return () => weigh(-1);
}

/** Counts one of them until it is answered or refused. Throws what `answer` throws. */
export async function awaitFirst<Answer>(first: boolean, answer: () => Promise<Answer>): Promise<Answer> {
  const weight = first ? 1 : 0;
  weigh(weight);
  try {
    return await answer();
  } finally {
    weigh(-weight);
  }
}

function weigh(more: number): void {
  count += more;
  starting = count;
}

/** Something asked of the server: what came last stays until something newer is there. */
export class List<Content> {
  #load: () => Promise<Content>;
  #content = $state.raw<Content | null>(null);
  #error = $state.raw<unknown>(null);
  #loading = $state(false);
  #round = 0;

  /** `load` throws ApiError. */
  constructor(load: () => Promise<Content>) {
    this.#load = load;
  }

  /** What asks from now on: a screen that is gone must not be asked what it shows. */
  askBy(load: () => Promise<Content>): void {
    this.#load = load;
  }

  /** Null until it first came. */
  get content(): Content | null {
    return this.#content;
  }

  /** What was thrown the last time, else null; `content` may be there all the same. */
  get error(): unknown {
    return this.#error;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Asks anew: when a screen opens, after a write, on Retry. Of two answers the later question's counts. */
  async refresh(): Promise<void> {
    const round = (this.#round += 1);
    untrack(() => (this.#loading = true));
    try {
      const content = await awaitFirst(untrack(() => this.#content) === null, this.#load);
      if (round !== this.#round) return;
      this.#content = content;
      this.#error = null;
    } catch (error) {
      if (round === this.#round) this.#error = error;
    } finally {
      if (round === this.#round) this.#loading = false;
    }
  }
}

/** The lists of one account, by name, so that a screen that is opened again is not empty at first. */
export class Lists {
  readonly #owner: () => number | null;
  readonly #lists = new Map<string, List<unknown>>();
  #of: number | null = null;

  constructor(owner: () => number | null) {
    this.#owner = owner;
  }

  /** The same list for the same name, which says the organisation and all that is asked: `groups 3 2026`. */
  of<Content>(name: string, load: () => Promise<Content>): List<Content> {
    const owner = this.#owner();
    if (owner !== this.#of) this.#lists.clear();
    this.#of = owner;
    const known = this.#lists.get(name) as List<Content> | undefined;
    const list = known ?? new List(load);
    if (known) known.askBy(load);
    else this.#lists.set(name, list);
    return list;
  }
}

/** All pages of a listing. Throws ApiError. */
export async function everyPage<Item>(ask: (page: { page?: string }) => Promise<Listed<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let page: string | null = null;
  do {
    const listed: Listed<Item> = await ask(page === null ? {} : { page });
    items.push(...listed.items);
    page = listed.next;
  } while (page !== null);
  return items;
}

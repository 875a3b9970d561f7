import { untrack } from "svelte";
import { awaitFirst } from "../../state/lists.svelte.ts";

/** Where a list gets its rows; `at` is undefined for a row that is still on its way. */
export interface RowSource<Row> {
  readonly total: number;
  /** Nothing is known yet, not even how many there are. */
  readonly starting: boolean;
  /** What was thrown when fetching failed, else null; rows that are there stay. */
  readonly error: unknown;
  at(index: number): Row | undefined;
  /** Asks for the rows from `from` up to, not including, `to`. */
  want(from: number, to: number): void;
  /** The same, waited for; shorter when fetching failed. */
  range(from: number, to: number): Promise<Row[]>;
  retry(): void;
}

/** Rows that are all in memory; asked again at each look, so that a `$derived` list may stand behind it. */
export function rowsOf<Row>(all: () => readonly Row[]): RowSource<Row> {
  return {
    get total() {
      return all().length;
    },
    starting: false,
    error: null,
    at: (index) => all()[index],
    want: () => undefined,
    range: (from, to) => Promise.resolve(all().slice(from, to)),
    retry: () => undefined,
  };
}

/** A piece of a list, and how long the whole is. */
export interface Slice<Row> {
  rows: readonly Row[];
  total: number;
}

const PAGE = 100;

/** Rows of the server, fetched by the hundred as they come into sight. */
export class PagedRows<Row> implements RowSource<Row> {
  readonly #load: (from: number, to: number) => Promise<Slice<Row>>;
  #pages = $state.raw<ReadonlyMap<number, readonly Row[]>>(new Map());
  #total = $state<number | null>(null);
  #error = $state.raw<unknown>(null);
  #failed = new Map<number, true>();
  #underway = new Map<number, Promise<void>>();
  /** Answers to a question that was replaced are for nobody. */
  #round = 0;

  /** `load` may be asked beyond the end, and throws ApiError. */
  constructor(load: (from: number, to: number) => Promise<Slice<Row>>) {
    this.#load = load;
  }

  get total(): number {
    return this.#total ?? 0;
  }

  get starting(): boolean {
    return this.#total === null && this.#error === null;
  }

  get error(): unknown {
    return this.#error;
  }

  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  want(from: number, to: number): void {
    for (const page of pagesOf(from, Math.max(to, from + 1))) {
      if (!this.#pages.has(page) && !this.#failed.has(page)) void this.#fetch(page);
    }
  }

  async range(from: number, to: number): Promise<Row[]> {
    const missing = pagesOf(from, to).filter((page) => !this.#pages.has(page));
    await Promise.all(missing.map((page) => this.#fetch(page)));
    return Array.from({ length: to - from }, (_, step) => this.at(from + step)).filter((row) => row !== undefined);
  }

  retry(): void {
    const failed = [...this.#failed.keys()];
    this.#failed.clear();
    this.#error = null;
    for (const page of failed) void this.#fetch(page);
  }

  /** After a write: what is on screen stays there until it is fetched anew, the rest is forgotten. */
  async refresh(from = 0, to = 1): Promise<void> {
    this.#round += 1;
    this.#underway.clear();
    this.#failed.clear();
    const kept = pagesOf(from, Math.max(to, from + 1));
    this.#pages = new Map([...this.#pages].filter(([page]) => kept.includes(page)));
    await Promise.all(kept.map((page) => this.#fetch(page)));
  }

  #fetch(page: number): Promise<void> {
    const underway = this.#underway.get(page) ?? this.#ask(page, this.#round);
    this.#underway.set(page, underway);
    return underway;
  }

  async #ask(page: number, round: number): Promise<void> {
    try {
      const first = untrack(() => this.#total) === null;
      const { rows, total } = await awaitFirst(first, () => this.#load(page * PAGE, (page + 1) * PAGE));
      if (round !== this.#round) return;
      this.#pages = new Map(this.#pages).set(page, rows);
      this.#total = total;
      if (this.#failed.size === 0) this.#error = null;
    } catch (error) {
      if (round !== this.#round) return;
      this.#failed.set(page, true);
      this.#error = error;
    } finally {
      if (round === this.#round) this.#underway.delete(page);
    }
  }
}

function pagesOf(from: number, to: number): number[] {
  const first = Math.floor(from / PAGE);
  const last = Math.floor((Math.max(to, from + 1) - 1) / PAGE);
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
}

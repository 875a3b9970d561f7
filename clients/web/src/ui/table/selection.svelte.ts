/** Which rows of a list are ticked: some by name, or all but some, so that ten thousand need not be fetched first. */
export class Selection {
  #named = $state.raw<ReadonlySet<number>>(new Set());
  #all = $state(false);
  /** Where a range with Shift begins. */
  #anchor = 0;

  /** True when everything is ticked but `named`, which rows that come later are part of. */
  get all(): boolean {
    return this.#all;
  }

  /** The ticked ones, or with `all` the ones that are not. */
  get named(): ReadonlySet<number> {
    return this.#named;
  }

  has(id: number): boolean {
    return this.#named.has(id) !== this.#all;
  }

  count(total: number): number {
    return this.#all ? Math.max(0, total - this.#named.size) : this.#named.size;
  }

  /** Ticks or unticks one row, from which a range may go on. */
  toggle(id: number, index: number): void {
    this.#mark([id], !this.has(id));
    this.#anchor = index;
  }

  /** The indexes, ends included, between the row ticked last and this one. */
  rangeTo(index: number): { from: number; to: number } {
    return { from: Math.min(this.#anchor, index), to: Math.max(this.#anchor, index) };
  }

  /** Ticks all of a range. */
  include(ids: readonly number[]): void {
    this.#mark(ids, true);
  }

  everything(): void {
    this.#named = new Set();
    this.#all = true;
  }

  clear(): void {
    this.#named = new Set();
    this.#all = false;
    this.#anchor = 0;
  }

  /** The ticked ids, out of all that there are; for a call that wants them by name. */
  among(ids: readonly number[]): number[] {
    return ids.filter((id) => this.has(id));
  }

  #mark(ids: readonly number[], ticked: boolean): void {
    const named = new Set(this.#named);
    for (const id of ids) {
      if (ticked !== this.#all) named.add(id);
      else named.delete(id);
    }
    this.#named = named;
  }
}

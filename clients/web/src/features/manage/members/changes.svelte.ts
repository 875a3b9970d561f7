/** Counts what was written about contacts: lists that were asked before are asked anew. */
class RosterChanges {
  #count = $state(0);

  get count(): number {
    return this.#count;
  }

  note(): void {
    this.#count += 1;
  }
}

export const rosterChanges = new RosterChanges();

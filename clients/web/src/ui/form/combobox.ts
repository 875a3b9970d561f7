/** One thing that can be chosen; `hint` tells two of the same name apart. */
export interface Option {
  id: number | string;
  label: string;
  hint?: string;
}

/** What is offered for a list of matches: what is chosen already is left out when several may be chosen. */
export function offered<Choice extends Option>(matches: readonly Choice[], chosen: readonly Choice[], several: boolean): Choice[] {
  if (!several) return [...matches];
  const taken = new Set(chosen.map(({ id }) => id));
  return matches.filter(({ id }) => !taken.has(id));
}

/** The option that an arrow key marks; -1 is the field itself. Null when the key is not ours or the list is empty. */
export function stepOption(key: string, marked: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return marked + 1 >= count ? 0 : marked + 1;
  if (key === "ArrowUp") return marked <= 0 ? count - 1 : marked - 1;
  return null;
}

/** Answers in the order in which they were asked for: an answer to an older question is dropped (null). */
export class Latest {
  #round = 0;

  async of<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
    const round = (this.#round += 1);
    const answer = await asked;
    return round === this.#round ? answer : null;
  }

  /** What is under way is no longer wanted. */
  drop(): void {
    this.#round += 1;
  }
}

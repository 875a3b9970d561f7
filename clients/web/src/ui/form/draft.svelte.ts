/** What is being filled in, beside what it was: says what changed, and whether leaving would lose something. */
export class Draft<Fields extends object> {
  #before = $state.raw<Fields>({} as Fields);
  /** Bind the fields of a form to these. */
  now = $state({} as Fields);

  constructor(fields: Fields) {
    this.reset(fields);
  }

  get dirty(): boolean {
    return Object.keys(this.changes()).length > 0;
  }

  /** Only the fields that differ, as an operation that changes something wants them. */
  changes(): Partial<Fields> {
    const now = $state.snapshot(this.now) as Fields;
    const names = Object.keys(now) as (keyof Fields)[];
    const changed = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(this.#before[name]));
    return Object.fromEntries(changed.map((name) => [name, now[name]])) as Partial<Fields>;
  }

  /** From here on these count as what it was: after fetching, and after saving. */
  reset(fields: Fields = $state.snapshot(this.now) as Fields): void {
    this.#before = structuredClone(fields);
    this.now = structuredClone(fields);
  }
}

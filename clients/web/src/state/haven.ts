/**
 * What was typed a moment ago, kept where writing takes no time. A page that goes away takes a transaction of
 * IndexedDB along that has not ended; what stands here is still there at the next start.
 */
export type Storehouse = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

export class Haven<T extends { key: string }> {
  readonly #storehouse: Storehouse;
  readonly #prefix: string;

  constructor(storehouse: Storehouse, prefix: string) {
    this.#storehouse = storehouse;
    this.#prefix = prefix;
  }

  keep(entry: T): void {
    try {
      this.#storehouse.setItem(this.#prefix + entry.key, JSON.stringify(entry));
    } catch {
      // No room, or not allowed: IndexedDB alone has it then.
    }
  }

  drop(key: string): void {
    this.#storehouse.removeItem(this.#prefix + key);
  }

  all(): T[] {
    return this.#names().flatMap((name) => (JSON.parse(this.#storehouse.getItem(name) ?? "null") as T | null) ?? []);
  }

  clear(): void {
    this.#names().forEach((name) => this.#storehouse.removeItem(name));
  }

  #names(): string[] {
    const names = Array.from({ length: this.#storehouse.length }, (_, at) => this.#storehouse.key(at) ?? "");
    return names.filter((name) => name.startsWith(this.#prefix));
  }
}

import type { Storehouse } from "./haven.ts";
import type { Known } from "./session.svelte.ts";
import { noShelf, openShelf, type Shelf } from "./shelf.ts";

const listName = "akkoord.readers";

/** A shelf for each reader of this device: what one holds and has typed as oneself is apart from what one does for a child. */
export class Shelves {
  readonly #factory: IDBFactory | undefined;
  readonly #storage: Storehouse;
  readonly #open = new Map<number | null, Shelf>();

  constructor(factory: IDBFactory | undefined, storage: Storehouse) {
    this.#factory = factory;
    this.#storage = storage;
  }

  /** The shelf of who reads now; what another account left on this device is gone first. */
  async of({ account, reader }: Known): Promise<Shelf> {
    const own = await this.#shelf(null);
    if ((await own.noted<number>("owner")) !== account) {
      await this.clear("all");
      await own.note("owner", account);
    }
    if (reader === account) return own;
    this.#storage.setItem(listName, JSON.stringify([...new Set([...this.#readers(), reader])]));
    return this.#shelf(reader);
  }

  /** On all shelves; `all`: also what was typed and not sent. */
  async clear(what: "read" | "all"): Promise<void> {
    for (const reader of [null, ...this.#readers()]) await (await this.#shelf(reader)).clear(what);
    if (what === "all") this.#storage.removeItem(listName);
  }

  #readers(): number[] {
    return JSON.parse(this.#storage.getItem(listName) ?? "[]") as number[];
  }

  async #shelf(reader: number | null): Promise<Shelf> {
    const shelf = this.#open.get(reader) ?? (await openShelf(this.#factory, reader, this.#storage));
    // Forbidden for now, perhaps by a full disk: another time it may work.
    if (shelf !== noShelf) this.#open.set(reader, shelf);
    return shelf;
  }
}

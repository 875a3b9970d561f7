/** What survives a reload, in IndexedDB: one reader's objects, cursors, outbox and device notes. */
import type { OperationName } from "../generated/api.ts";
import { Haven, type Storehouse } from "./haven.ts";
import type { Held, Kind } from "./replica.ts";

export interface OutboxEntry {
  /** The idempotency key, drawn before anything is sent. */
  key: string;
  /** Grows; the order of sending within a conversation. */
  order: number;
  at: string;
  /** The last number that its conversation had here as it was written: what it becomes has a higher one. */
  after?: number;
  conversation: number;
  op: OperationName;
  args: { conversation?: number; message?: number; text?: string; [more: string]: unknown };
  /** What the answer is, to be folded like any other; null for what comes as an event. */
  gives: Kind | null;
  /** How it shows while it waits: a row of its own, a change of its message, on its card, which tells of a refusal, or not at all. */
  shows: "row" | "change" | "card" | "nothing";
  /** Files that go first, each with its number once the server has it. */
  uploads?: WaitingFile[];
  /** A refusal that waiting does not mend; null while it is to be sent. */
  error: string | null;
}

export interface WaitingFile {
  name: string;
  purpose: "message" | "voice";
  content: Blob;
  file: number | null;
}

export type ObjectKey = [organisation: number, kind: Kind, id: number];

/** Changes that belong together: objects never without the cursor that covers them. */
export interface Batch {
  /** Everything of these organisations goes first. */
  cleared: Set<number>;
  objects: Map<string, { key: ObjectKey; object: Held | null }>;
  cursors: Map<number, string | null>;
}

export interface Loaded {
  objects: [Kind, Held][];
  cursors: Map<number, string>;
  notes: Map<string, unknown>;
}

export interface Shelf {
  load(): Promise<Loaded>;
  /** One transaction. */
  write(batch: Batch): Promise<void>;
  outbox(): Promise<OutboxEntry[]>;
  putEntry(entry: OutboxEntry): Promise<void>;
  dropEntry(key: string): Promise<void>;
  note(name: string, content: unknown): Promise<void>;
  noted<T>(name: string): Promise<T | null>;
  /** `all`: also what the account typed and has not sent. */
  clear(what: "read" | "all"): Promise<void>;
}

const stores = ["objects", "cursors", "outbox", "notes"] as const;
type StoreName = (typeof stores)[number];

/** The shelf of one's own, or that of a reader who acts for somebody else. */
export async function openShelf(
  factory: IDBFactory | undefined,
  actingReader: number | null,
  storehouse: Storehouse,
): Promise<Shelf> {
  const name = actingReader === null ? "akkoord" : `akkoord ${actingReader}`;
  try {
    if (!factory) return noShelf;
    return new IndexedShelf(await open(factory, name), new Haven(storehouse, `${name} outbox `));
  } catch {
    // A private window may forbid it: the client then works from memory alone.
    return noShelf;
  }
}

class IndexedShelf implements Shelf {
  readonly #database: IDBDatabase;
  readonly #haven: Haven<OutboxEntry>;

  constructor(database: IDBDatabase, haven: Haven<OutboxEntry>) {
    this.#database = database;
    this.#haven = haven;
    database.onversionchange = () => database.close();
  }

  async load(): Promise<Loaded> {
    const { store, done } = this.#begin(["objects", "cursors", "notes"], "readonly");
    const [keys, objects] = [store("objects").getAllKeys(), store("objects").getAll()];
    const [organisations, cursors] = [store("cursors").getAllKeys(), store("cursors").getAll()];
    const [names, notes] = [store("notes").getAllKeys(), store("notes").getAll()];
    await done;
    return {
      objects: keys.result.map((key, index) => [(key as ObjectKey)[1], objects.result[index] as Held]),
      cursors: paired(organisations, cursors),
      notes: paired(names, notes),
    };
  }

  async write(batch: Batch): Promise<void> {
    const { store, done } = this.#begin(["objects", "cursors"], "readwrite");
    for (const organisation of batch.cleared) {
      store("objects").delete(IDBKeyRange.bound([organisation], [organisation, []]));
      store("cursors").delete(organisation);
    }
    for (const { key, object } of batch.objects.values()) {
      if (object) store("objects").put(object, key);
      else store("objects").delete(key);
    }
    for (const [organisation, cursor] of batch.cursors) {
      if (cursor === null) store("cursors").delete(organisation);
      else store("cursors").put(cursor, organisation);
    }
    await done;
  }

  async outbox(): Promise<OutboxEntry[]> {
    const { store, done } = this.#begin(["outbox"], "readonly");
    const entries = store("outbox").getAll() as IDBRequest<OutboxEntry[]>;
    await done;
    const known = new Map([...entries.result, ...this.#haven.all()].map((entry) => [entry.key, entry]));
    return [...known.values()].sort((one, other) => one.order - other.order);
  }

  async putEntry(entry: OutboxEntry): Promise<void> {
    // Files have no place there: what waits with them is on the shelf only.
    if (!entry.uploads?.length) this.#haven.keep(entry);
    const { store, done } = this.#begin(["outbox"], "readwrite");
    store("outbox").put(entry, entry.key);
    await done;
    this.#haven.drop(entry.key);
  }

  async dropEntry(key: string): Promise<void> {
    this.#haven.drop(key);
    const { store, done } = this.#begin(["outbox"], "readwrite");
    store("outbox").delete(key);
    await done;
  }

  async note(name: string, content: unknown): Promise<void> {
    const { store, done } = this.#begin(["notes"], "readwrite");
    if (content === null) store("notes").delete(name);
    else store("notes").put(content, name);
    await done;
  }

  async noted<T>(name: string): Promise<T | null> {
    const { store, done } = this.#begin(["notes"], "readonly");
    const found = store("notes").get(name) as IDBRequest<T | undefined>;
    await done;
    return found.result ?? null;
  }

  async clear(what: "read" | "all"): Promise<void> {
    if (what === "all") this.#haven.clear();
    const { store, done } = this.#begin([...stores], "readwrite");
    for (const name of what === "all" ? stores : (["objects", "cursors"] as const)) store(name).clear();
    await done;
  }

  #begin(names: StoreName[], mode: IDBTransactionMode) {
    const transaction = this.#database.transaction(names, mode, { durability: "strict" });
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    });
    return { store: (name: StoreName) => transaction.objectStore(name), done };
  }
}

function open(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name, 1);
    opening.onupgradeneeded = () => stores.forEach((name) => opening.result.createObjectStore(name));
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error("refused"));
  });
}

function paired<K, V>(keys: IDBRequest<IDBValidKey[]>, values: IDBRequest<unknown[]>): Map<K, V> {
  return new Map(keys.result.map((key, index) => [key as K, values.result[index] as V]));
}

export const noShelf: Shelf = {
  load: async () => ({ objects: [], cursors: new Map(), notes: new Map() }),
  write: async () => {},
  outbox: async () => [],
  putEntry: async () => {},
  dropEntry: async () => {},
  note: async () => {},
  noted: async () => null,
  clear: async () => {},
};

/** Carries the fold to the shelf: what was folded together is written together, with its cursor. */
import type { Held, Kind, Replica } from "./replica.ts";
import type { Batch, Shelf } from "./shelf.ts";

export class Journal {
  readonly #shelf: () => Shelf;
  #batch = emptyBatch();
  #writing: Promise<void> | null = null;
  /** Several tabs share the shelf: only the leading one writes, or an older state could meet a newer cursor. */
  #leads = false;

  constructor(shelf: () => Shelf) {
    this.#shelf = shelf;
  }

  /** From now on this tab writes. */
  lead(): void {
    this.#leads = true;
  }

  /** Writes down everything held: for a tab that came to lead after it had already folded on its own. */
  takeOver(replica: Replica, cursors: ReadonlyMap<number, string>, organisations: Iterable<number>): void {
    this.#leads = true;
    for (const organisation of organisations) this.cleared(organisation);
    for (const [kind, object] of replica.everything()) this.kept(kind, object);
    for (const [organisation, cursor] of cursors) this.reached(organisation, cursor);
  }

  kept(kind: Kind, object: Held): void {
    this.#record(kind, object, object);
  }

  dropped(kind: Kind, object: Held): void {
    this.#record(kind, object, null);
  }

  cleared(organisation: number): void {
    for (const [name, { key }] of this.#batch.objects) if (key[0] === organisation) this.#batch.objects.delete(name);
    this.#batch.cleared.add(organisation);
    this.reached(organisation, null);
  }

  reached(organisation: number, cursor: string | null): void {
    this.#batch.cursors.set(organisation, cursor);
    this.#schedule();
  }

  /** Writes no more, and forgets what is not yet written: the account is gone. */
  async stop(): Promise<void> {
    this.#leads = false;
    this.#batch = emptyBatch();
    await this.#writing;
  }

  /** Settles once everything folded so far is on the shelf. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  #record(kind: Kind, object: Held, content: Held | null): void {
    const key: [number, Kind, number] = [object.organisation, kind, object.id];
    this.#batch.objects.set(key.join(":"), { key, object: content });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#leads) this.#writing ??= this.#write();
    else this.#batch = emptyBatch();
  }

  async #write(): Promise<void> {
    try {
      while (!isEmpty(this.#batch)) {
        // A task of its own: a page and its cursor come into one transaction, and what they show is drawn first.
        await new Promise((next) => setTimeout(next));
        const batch = this.#batch;
        this.#batch = emptyBatch();
        await this.#shelf().write(batch);
      }
    } catch {
      // A full disk: no cursor may pass over what was not written, so the shelf stays as it was until the next start.
      this.#leads = false;
      this.#batch = emptyBatch();
    } finally {
      this.#writing = null;
    }
  }
}

function emptyBatch(): Batch {
  return { cleared: new Set(), objects: new Map(), cursors: new Map() };
}

function isEmpty(batch: Batch): boolean {
  return batch.cleared.size + batch.objects.size + batch.cursors.size === 0;
}

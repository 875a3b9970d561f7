/** What the server tells, into the replica: the first filling, catching up, and events as they happen. */
import type { SyncItem, SyncOrganisationView, SyncPage } from "../generated/api.ts";
import type { Api } from "../protocol/api.ts";
import type { EventFrame } from "../protocol/frames.ts";
import type { Clock } from "../protocol/surroundings.ts";
import type { Journal } from "./journal.ts";
import type { Replica } from "./replica.ts";

const pageSize = 200;
const secondAttempt = 5_000;

export interface FeedParts {
  replica: Replica;
  journal: Journal;
  clock: Clock;
  api: Pick<Api, "call">;
  /** Called after each change of the replica or of `filling`. */
  changed: () => void;
}

export class Feed {
  readonly #parts: FeedParts;
  readonly #cursors = new Map<number, string>();
  readonly #filling = new Set<number>();
  /** Organisations where somebody let the reader in: what was said there before has still to be fetched. */
  readonly #behind = new Set<number>();
  #catchingUp = false;
  /** Grows at each sign-out, so that an answer to the account before finds nobody home. */
  #life = 0;

  constructor(parts: FeedParts) {
    this.#parts = parts;
  }

  get cursors(): ReadonlyMap<number, string> {
    return this.#cursors;
  }

  isFilling(organisation: number): boolean {
    return this.#filling.has(organisation);
  }

  load(cursors: ReadonlyMap<number, string>): void {
    for (const [organisation, cursor] of cursors) this.#cursors.set(organisation, cursor);
  }

  forget(): void {
    this.#life += 1;
    this.#cursors.clear();
    this.#filling.clear();
    this.#behind.clear();
  }

  /** The next welcome fills everything anew; until then what is held may be read. */
  startAfresh(): void {
    for (const organisation of this.#cursors.keys()) this.#parts.journal.reached(organisation, null);
    this.#cursors.clear();
  }

  welcomed(organisations: readonly SyncOrganisationView[]): void {
    const present = new Set(organisations.map(({ id }) => id));
    for (const organisation of [...this.#cursors.keys()]) if (!present.has(organisation)) this.#drop(organisation);
    for (const { id } of organisations) if (!this.#cursors.has(id) && !this.#filling.has(id)) void this.#fill(id);
  }

  told({ ev, cursor, data }: EventFrame): void {
    const item = { kind: ev.split(".")[0], data } as SyncItem;
    const { organisation } = data as { organisation?: number };
    if (organisation !== undefined && this.#parts.replica.isNewPlace(item)) this.#behind.add(organisation);
    this.#parts.replica.apply(item);
    if (organisation === undefined) return this.#parts.changed();
    // While something is still being fetched, this cursor would promise more than is held.
    if (this.#behind.has(organisation)) void this.#catchUp(organisation);
    else if (!this.#filling.has(organisation)) this.#reach(organisation, cursor);
    this.#parts.changed();
  }

  caughtUp(page: SyncPage): void {
    if (page.reset) this.#parts.replica.reset(page.organisation);
    if (!page.more) this.#filling.delete(page.organisation);
    this.#take(page);
  }

  /** Where no socket gets through: what changed since the cursors, or everything. Throws ApiError. */
  async pull(organisations: readonly Pick<SyncOrganisationView, "id">[]): Promise<void> {
    const life = this.#life;
    for (const { id } of organisations) {
      if (this.#cursors.has(id)) await this.#pullAll(id, () => life === this.#life);
      else if (!this.#filling.has(id)) await this.#fill(id);
    }
  }

  /** From the cursor before one was let in, the server gives the whole of the new conversation. */
  async #catchUp(organisation: number): Promise<void> {
    if (this.#catchingUp) return;
    const life = this.#life;
    this.#catchingUp = true;
    try {
      await this.#pullAll(organisation, () => life === this.#life);
      this.#behind.delete(organisation);
    } catch {
      // The next event, or the next welcome with the same cursor, tries again.
    } finally {
      this.#catchingUp = false;
    }
  }

  async #fill(organisation: number): Promise<void> {
    const life = this.#life;
    this.#filling.add(organisation);
    if (!this.#cursors.has(organisation)) this.#parts.replica.reset(organisation);
    this.#parts.changed();
    try {
      await this.#pullAll(organisation, () => life === this.#life);
    } catch {
      this.#parts.clock.after(secondAttempt, () => {
        if (life === this.#life && this.#filling.has(organisation)) void this.#fill(organisation);
      });
      return;
    }
    if (life !== this.#life) return;
    this.#filling.delete(organisation);
    this.#parts.changed();
  }

  /**
   * `reset` of a page that was asked for without a cursor is passed over: nothing was held then, and events that
   * came live meanwhile may be newer than the page.
   */
  async #pullAll(organisation: number, stillWanted: () => boolean): Promise<void> {
    let page: SyncPage;
    do {
      const cursor = this.#cursors.get(organisation);
      const from = cursor === undefined ? {} : { cursor };
      page = await this.#parts.api.call("sync.pull", { organisation, ...from, limit: pageSize });
      if (!stillWanted()) return;
      if (page.reset && cursor !== undefined) this.#parts.replica.reset(organisation);
      this.#take(page);
    } while (page.more);
  }

  #take({ organisation, items, cursor }: SyncPage): void {
    for (const item of items) this.#parts.replica.apply(item);
    this.#reach(organisation, cursor);
    this.#parts.changed();
  }

  #reach(organisation: number, cursor: string): void {
    this.#cursors.set(organisation, cursor);
    this.#parts.journal.reached(organisation, cursor);
  }

  #drop(organisation: number): void {
    this.#cursors.delete(organisation);
    this.#parts.replica.reset(organisation);
    this.#parts.changed();
  }
}

import { now } from "../../../app/now.svelte.ts";
import { dayOf } from "../../../language/dates.ts";
import { words } from "../../../language/language.svelte.ts";
import { ApiError } from "../../../protocol/frames.ts";
import { api, app } from "../../../state/app.svelte.ts";
import { everyPage } from "../../../state/lists.svelte.ts";
import type { Face } from "../../../state/rows.ts";
import { Latest } from "../../../ui/form/combobox.ts";
import { sayTrouble } from "../../../ui/trouble.ts";

/** From what a conversation is made. */
export type Origin = { group: number } | { selection: number };

/** The people of a group or a selection, ticked until somebody unticks them. */
export class Source {
  /** Without oneself; undefined until they came, null where the reader may not know them. */
  people = $state.raw<Face[] | null | undefined>(undefined);
  ticked = $state<number[]>([]);
  trouble = $state("");
  readonly #latest = new Latest();

  /** Who was unticked. */
  get without(): number[] {
    const ticked = new Set(this.ticked);
    return (this.people ?? []).map(({ id }) => id).filter((id) => !ticked.has(id));
  }

  async ask(organisation: number, origin: Origin): Promise<void> {
    this.forget();
    const found = await this.#latest.of(this.#people(organisation, origin).catch((error: unknown) => error as ApiError));
    if (found === null) return;
    if (Array.isArray(found)) this.#take(found);
    else if (found.code === "forbidden") this.people = null;
    else this.trouble = sayTrouble(found, words());
  }

  forget(): void {
    this.#latest.drop();
    this.people = undefined;
    this.ticked = [];
    this.trouble = "";
  }

  #take(found: Face[]): void {
    const own = app.session.current?.contact;
    this.people = [...new Map(found.map((each) => [each.id, each])).values()].filter(({ id }) => id !== own);
    this.ticked = this.people.map(({ id }) => id);
  }

  async #people(organisation: number, origin: Origin): Promise<Face[]> {
    if ("selection" in origin) {
      const conditions = { kind: "selection", selection: origin.selection } as const;
      return everyPage((page) => api.call("selection.people", { organisation, conditions, limit: 200, ...page }));
    }
    const day = dayOf(now());
    const standing = await everyPage((page) => api.call("placement.list", { group: origin.group, day, limit: 200, ...page }));
    return standing.map(({ contact, name }) => ({ ...app.store.contact(contact), name }));
  }
}

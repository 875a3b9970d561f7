import { api, app } from "../../state/app.svelte.ts";
import { everyPage } from "../../state/lists.svelte.ts";
import { words } from "../../language/language.svelte.ts";

const EVERYONE = { nl: "iedereen", en: "everyone" } as const;

/** What those are called whom messages mention: contacts are here already, groups are asked for once. */
class Mentioning {
  #groups = $state.raw<ReadonlyMap<number, string> | null>(null);
  #asked = false;

  /** Without the @. Whoever is not here any more is a removed member. */
  name(who: string): string {
    if (who === "everyone") return this.everyone;
    if (who.startsWith("group:")) return this.groups.get(Number(who.slice(6))) ?? "…";
    return app.store.contact(Number(who)).name || words().chat.removedMember;
  }

  isMe(who: string): boolean {
    return who === "everyone" || Number(who) === app.session.current?.contact;
  }

  get everyone(): string {
    return EVERYONE[app.settings.language];
  }

  get groups(): ReadonlyMap<number, string> {
    if (!this.#asked) void this.#fetch();
    return this.#groups ?? new Map();
  }

  async #fetch(): Promise<void> {
    this.#asked = true;
    const organisation = app.session.current?.id;
    if (organisation === undefined) return;
    const listed = await everyPage((page) => api.call("group.list", { organisation, limit: 200, ...page })).catch(() => null);
    if (listed) this.#groups = new Map(listed.map(({ id, name }) => [id, name]));
    else this.#asked = false;
  }
}

export const mentioning = new Mentioning();

import { type Place, placeAbove, placeOf } from "./places.ts";
import { changedQuery, numberIn, type QueryChanges } from "./query.ts";

export { manageSections, placeAbove, placeOf, type ManageSection, type Place } from "./places.ts";

/** Where the reader is; every screen has an address. */
export class Route {
  #path = $state("/");
  #search = $state("");
  readonly place: Place = $derived(placeOf(this.#path));
  readonly #query = $derived(new URLSearchParams(this.#search));
  /** Steps taken inside the client: without any, `back` would leave it. */
  #steps = 0;
  /** The step that a held departure returned to; its arrival changes nothing. */
  #returning = false;

  /**
   * Asked before a screen is left; true holds the reader there, and `leave` goes after all.
   * A screen with unsaved work sets it and takes it away again.
   */
  guard: ((leave: () => void) => boolean) | null = null;

  get path(): string {
    return this.#path;
  }

  /** `?season=12`, or the empty text. */
  get search(): string {
    return this.#search;
  }

  start(): void {
    this.#here();
    this.#steps = stepOf(history.state);
    addEventListener("popstate", (arrival) => this.#arrive(arrival));
    addEventListener("click", (click) => this.#follow(click));
  }

  /** An address with or without a query: `/manage/groups?season=12`. */
  go(address: string, { replace = false }: { replace?: boolean } = {}): void {
    if (address === location.pathname + location.search) return;
    if (this.guard?.(() => this.go(address, { replace }))) return;
    if (!replace) this.#steps += 1;
    if (replace) history.replaceState({ step: this.#steps }, "", address);
    else history.pushState({ step: this.#steps }, "", address);
    this.#here();
  }

  /** What the query says of a name; null when it says nothing. */
  asked(name: string): string | null {
    return this.#query.get(name);
  }

  /** The same, as a number. */
  askedNumber(name: string): number | null {
    return numberIn(this.#query, name);
  }

  /** Changes the query where the reader stands; Back does not undo it, for filters are no places. */
  ask(changes: QueryChanges): void {
    history.replaceState(history.state, "", location.pathname + changedQuery(location.search, changes));
    this.#here();
  }

  /** One step back, or to the place above when the reader came in here directly. */
  back(): void {
    if (this.#steps > 0) history.back();
    else this.up();
  }

  /** To the place above; within the administrators' area its query goes along. */
  up(): void {
    const above = placeAbove(this.#path);
    this.go(above.startsWith("/manage/") ? above + this.#search : above, { replace: true });
  }

  #here(): void {
    this.#path = location.pathname;
    this.#search = location.search;
  }

  #arrive({ state }: PopStateEvent): void {
    if (this.#returning) {
      this.#returning = false;
      return;
    }
    const travelled = stepOf(state) - this.#steps;
    if (travelled !== 0 && this.guard?.(() => history.go(travelled))) {
      this.#returning = true;
      history.go(-travelled);
      return;
    }
    this.#steps = stepOf(state);
    this.#here();
  }

  /** Plain clicks on links of our own stay in the page; the rest is the browser's. */
  #follow(click: MouseEvent): void {
    if (click.defaultPrevented || click.button !== 0) return;
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const link = click.target instanceof Element ? click.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (placeOf(link.pathname).name === "unknown") return;
    click.preventDefault();
    this.go(link.pathname + link.search);
  }
}

function stepOf(state: unknown): number {
  return typeof state === "object" && state !== null && "step" in state ? Number(state.step) : 0;
}

export type Place =
  | { name: "chat"; conversation: number | null; message: number | null }
  | { name: "agenda"; month: string | null; occurrence: number | null }
  | { name: "settings" }
  | { name: "more" }
  | { name: "sign-in" }
  | { name: "request-login" }
  | { name: "link"; secret: string }
  | { name: "invitation"; secret: string }
  | { name: "unknown" };

/** Where the reader is; every screen has an address. */
export class Route {
  #path = $state("/");
  readonly place: Place = $derived(placeOf(this.#path));
  /** Steps taken inside the client: without any, `back` would leave it. */
  #steps = 0;

  get path(): string {
    return this.#path;
  }

  start(): void {
    this.#path = location.pathname;
    addEventListener("popstate", () => this.#arrive());
    addEventListener("click", (click) => this.#follow(click));
  }

  go(path: string, { replace = false }: { replace?: boolean } = {}): void {
    if (path === location.pathname) return;
    if (replace) history.replaceState(null, "", path);
    else {
      history.pushState(null, "", path);
      this.#steps += 1;
    }
    this.#path = location.pathname;
  }

  /** One step back, or to the place above when the reader came in here directly. */
  back(): void {
    if (this.#steps > 0) history.back();
    else this.go(placeAbove(this.#path), { replace: true });
  }

  #arrive(): void {
    this.#steps = Math.max(0, this.#steps - 1);
    this.#path = location.pathname;
  }

  /** Plain clicks on links of our own stay in the page; the rest is the browser's. */
  #follow(click: MouseEvent): void {
    if (click.defaultPrevented || click.button !== 0) return;
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
    const link = click.target instanceof Element ? click.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (placeOf(link.pathname).name === "unknown") return;
    click.preventDefault();
    this.go(link.pathname);
  }
}

export function placeOf(path: string): Place {
  const [first = "", second = "", third = "", fourth = ""] = path.split("/").slice(1).map(decoded);
  switch (first) {
    case "":
    case "chat":
      return { name: "chat", conversation: number(second), message: third === "m" ? number(fourth) : null };
    case "agenda":
      return agendaPlace(second, third);
    case "settings":
    case "more":
    case "sign-in":
    case "request-login":
      return { name: first };
    case "link":
    case "invitation":
      return second ? { name: first, secret: second } : { name: "unknown" };
    default:
      return { name: "unknown" };
  }
}

export function placeAbove(path: string): string {
  const [first, second, third] = path.split("/").filter(Boolean);
  if (first === "chat" && third === "info") return `/chat/${second}`;
  return first === "agenda" ? "/agenda" : first === "settings" ? "/more" : "/chat";
}

/** Mails and bots know an activity, not always its month. */
function agendaPlace(second: string, third: string): Place {
  const month = /^\d{4}-\d{2}$/.test(second) ? second : null;
  return { name: "agenda", month, occurrence: number(month ? third : second) };
}

function number(part: string): number | null {
  return /^\d{1,16}$/.test(part) ? Number(part) : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

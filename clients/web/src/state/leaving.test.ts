import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Route } from "./route.svelte.ts";

/** The history of a browser with one page: entries, and a popstate after each step through them. */
class Browser {
  #entries: { address: string; state: unknown }[] = [{ address: "/chat", state: null }];
  #at = 0;
  #arrive: (arrival: { state: unknown }) => void = () => undefined;

  readonly location = this.#locationOf();
  readonly history = this.#historyOf();

  listen = (name: string, listener: (arrival: { state: unknown }) => void) => {
    if (name === "popstate") this.#arrive = listener;
  };

  get address(): string {
    return this.#entries[this.#at]?.address ?? "";
  }

  #locationOf() {
    const part = (index: number) => new URL(this.address, "https://rietvink.example")[index === 0 ? "pathname" : "search"];
    return {
      get pathname() {
        return part(0);
      },
      get search() {
        return part(1);
      },
    };
  }

  #historyOf() {
    const put = (state: unknown, address: string) => {
      this.#entries = [...this.#entries.slice(0, this.#at), { state, address }];
    };
    const go = (steps: number) => {
      this.#at += steps;
      this.#arrive({ state: this.#entries[this.#at]?.state });
    };
    const stateNow = () => this.#entries[this.#at]?.state;
    return {
      get state() {
        return stateNow();
      },
      go,
      back: () => go(-1),
      replaceState: (state: unknown, _title: string, address: string) => put(state, address),
      pushState: (state: unknown, _title: string, address: string) => {
        this.#at += 1;
        put(state, address);
      },
    };
  }
}

let browser: Browser;
let route: Route;

beforeEach(() => {
  browser = new Browser();
  vi.stubGlobal("location", browser.location);
  vi.stubGlobal("history", browser.history);
  vi.stubGlobal("addEventListener", browser.listen);
  route = new Route();
  route.start();
});
afterEach(() => vi.unstubAllGlobals());

/** Holds every departure, and keeps the last to let it go. */
function hold(): { leave: () => void } {
  const held = { leave: () => undefined as void };
  route.guard = (leave) => {
    held.leave = () => {
      route.guard = null;
      leave();
    };
    return true;
  };
  return held;
}

test("a query is part of the address and survives a step back", () => {
  route.go("/manage/groups?season=12");
  route.ask({ q: "alten" });
  route.go("/manage/groups/7");
  route.back();
  expect(browser.address).toBe("/manage/groups?season=12&q=alten");
  expect(route.asked("q")).toBe("alten");
  expect(route.askedNumber("season")).toBe(12);
});

test("changing a query is no step: Back leaves the list at once", () => {
  route.go("/manage/groups");
  route.ask({ season: 12 });
  route.ask({ season: 13 });
  route.back();
  expect(route.path).toBe("/chat");
});

test("up from something that is managed keeps the query", () => {
  browser.history.replaceState(null, "", "/manage/groups/7?season=12");
  route = new Route();
  route.start();
  route.back();
  expect(browser.address).toBe("/manage/groups?season=12");
});

test("unsaved work holds a link, until the reader leaves all the same", () => {
  route.go("/manage/groups/new");
  const held = hold();
  route.go("/agenda");
  expect(route.path).toBe("/manage/groups/new");
  held.leave();
  expect(route.path).toBe("/agenda");
});

test("unsaved work holds the Back button of the browser too", () => {
  route.go("/manage/groups");
  route.go("/manage/groups/new");
  const held = hold();
  browser.history.back();
  expect(route.path).toBe("/manage/groups/new");
  expect(browser.address).toBe("/manage/groups/new");
  held.leave();
  expect(route.path).toBe("/manage/groups");
});

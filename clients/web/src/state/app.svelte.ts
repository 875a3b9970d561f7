import type { OperationName, Operations } from "../generated/api.ts";
import { openBrowserSocket, wallClock } from "../protocol/surroundings.ts";
import { App } from "./client.ts";
import { type DeviceStorage, showSettings } from "./settings.svelte.ts";
import { browserTabs } from "./tabs.ts";

export { App };

/** The one client of this page. */
export const app = new App({
  openSocket: openBrowserSocket,
  fetch: (address, request) => fetch(address, request),
  clock: wallClock,
  random: Math.random,
  indexedDB: globalThis.indexedDB,
  storage: browserStorage(),
  tabs: browserTabs(),
  show: showSettings,
});

export const api = {
  /** Any operation, typed; over the socket when it is open, else by HTTP. Throws ApiError. */
  call<K extends OperationName>(
    op: K,
    args: Operations[K]["args"],
    given: { key?: string } = {},
  ): Promise<Operations[K]["result"]> {
    return app.api.call(op, args, given);
  },
};

/** A browser may forbid storage (the getter throws then): the page's own memory serves as long as it is open. */
function browserStorage(): DeviceStorage {
  try {
    if (globalThis.localStorage) return globalThis.localStorage;
  } catch {
    // Falls through to memory.
  }
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, content) => void kept.set(name, content),
    removeItem: (name) => void kept.delete(name),
  };
}

/** A device with a browser on it, and the choir's server in memory. */
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { App } from "../src/state/client.ts";
import type { TabNews, Tabs } from "../src/state/tabs.ts";
import { ManualClock, seeded, settled } from "./clock.ts";
import { FakeServer } from "./server.ts";

globalThis.IDBKeyRange = IDBKeyRange;

/** What tabs of one browser share. */
export class Device {
  readonly indexedDB = new IDBFactory();
  readonly storage = memoryStorage();
  readonly #ears = new Map<number, (news: TabNews) => void>();
  readonly #queue: (() => void)[] = [];
  #tabs = 0;

  tabs(): Tabs {
    const me = ++this.#tabs;
    return {
      tell: (news) => this.#ears.forEach((hear, tab) => tab !== me && hear(news)),
      listen: (hear) => {
        const before = this.#ears.get(me);
        this.#ears.set(me, (news) => (before?.(news), hear(news)));
      },
      lead: () => new Promise((resolve) => (this.#queue.push(resolve) === 1 ? resolve() : undefined)),
    };
  }

  /** The leading tab is closed: the next one's turn. */
  leaderGone(): void {
    this.#queue.shift();
    this.#queue[0]?.();
  }
}

export class World {
  readonly clock = new ManualClock();
  readonly server = new FakeServer();
  readonly device = new Device();
  readonly #random = seeded(2026);

  async tab(device = this.device): Promise<App> {
    const app = new App({
      openSocket: this.server.open,
      fetch: this.server.fetch,
      clock: this.clock,
      random: this.#random,
      indexedDB: device.indexedDB,
      storage: device.storage,
      tabs: device.tabs(),
      show: () => {},
    });
    await app.start();
    await settled();
    return app;
  }

  /** The page is closed and opened again. */
  async reload(app: App): Promise<App> {
    await settled();
    app.stop();
    this.device.leaderGone();
    return this.tab();
  }

  /** The server is back; clients come within their longest wait. */
  async restore(): Promise<void> {
    this.server.reachable = true;
    await this.clock.pass(31_000);
  }
}

export function memoryStorage() {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, content: string) => void kept.set(name, content),
    removeItem: (name: string) => void kept.delete(name),
  };
}

import type { MessageView, SyncHelloView } from "../generated/api.ts";
import { Api } from "../protocol/api.ts";
import type { EventFrame } from "../protocol/frames.ts";
import { Http } from "../protocol/http.ts";
import { Link, type LinkState, type Listener } from "../protocol/link.ts";
import type { Clock, Fetch, OpenSocket, Random } from "../protocol/surroundings.ts";
import { Connection } from "./connection.svelte.ts";
import { Live } from "./live.svelte.ts";
import { Outbox } from "./outbox.svelte.ts";
import { Route } from "./route.svelte.ts";
import { type Known, Session } from "./session.svelte.ts";
import { DeviceSettings, type DeviceStorage } from "./settings.svelte.ts";
import { type Shelf, noShelf } from "./shelf.ts";
import { Shelves } from "./shelves.ts";
import { Store } from "./store.svelte.ts";
import type { TabNews, Tabs } from "./tabs.ts";

/** The machine the client runs on; tests hand in their own. */
export interface Machine {
  openSocket: OpenSocket;
  fetch: Fetch;
  clock: Clock;
  random: Random;
  indexedDB: IDBFactory | undefined;
  storage: DeviceStorage;
  tabs: Tabs;
  /** Shows the settings on the page. */
  show: (settings: DeviceSettings) => void;
}

/** The whole client without its screens. */
export class App {
  readonly settings: DeviceSettings;
  readonly route = new Route();
  readonly connection: Connection;
  readonly session: Session;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly api: Api;
  readonly live: Live;
  /** Who hears each message the moment it is sent; what is caught up on is no news. */
  readonly hearers = new Set<(message: MessageView) => void>();
  readonly #link: Link;
  readonly #machine: Machine;
  readonly #shelves: Shelves;
  #shelf: Shelf = noShelf;
  #leads = false;
  /** Whether the shelf's content is in memory. */
  #home = false;

  constructor(machine: Machine) {
    const { clock, random, tabs, storage } = machine;
    this.#machine = machine;
    this.#shelves = new Shelves(machine.indexedDB, storage);
    this.settings = new DeviceSettings(storage, () => machine.show(this.settings));
    this.connection = new Connection(clock);
    this.live = new Live(clock);
    this.#link = new Link({ open: machine.openSocket, clock, random }, this.#listener());
    const http = new Http(machine.fetch, () => this.settings.language, () => this.session.reader);
    const api = (this.api = new Api(this.#link, http, () => void this.session.leave("expired")));
    const shelf = () => this.#shelf;
    const reader = (this.session = new Session({ api, storage, ...this.#followers() }));
    const store = (this.store = new Store({ api, clock, shelf, reader, waiting: () => this.outbox }));
    this.outbox = new Outbox({ api, clock, random, shelf, tabs, reader, store });
    tabs.listen((news) => void this.#heard(news));
  }

  /** Shows what this device holds, then goes to the server. */
  async start(): Promise<void> {
    void this.#machine.tabs.lead().then(() => this.#lead());
    const known = this.session.recall();
    if (known !== null) {
      await this.#moveIn(known);
      this.session.resume();
    }
    this.#link.start();
  }

  /** The line may have been cut unseen: asleep, or on another network. */
  wake(): void {
    this.#link.wake();
  }

  /** Leaves the network; for the end of a test. */
  stop(): void {
    this.#link.stop();
    this.outbox.forget();
  }

  #followers() {
    return {
      opened: async (account: number) => {
        this.#link.stop();
        await this.#moveIn({ account, reader: account });
        this.#machine.tabs.tell({ what: "signed-in", account });
        this.#link.start();
      },
      switched: () => {
        // The server closes the socket; coming back at once spares a wait.
        this.#link.stop();
        this.#link.start();
      },
      closed: async (why: "signed-out" | "expired") => {
        this.#link.stop();
        await this.#moveOut();
        // An expired account may come back for what it typed; nothing it could read stays behind.
        await this.#shelves.clear(why === "expired" ? "read" : "all");
        if (why === "signed-out") this.#machine.tabs.tell({ what: "signed-out" });
      },
      speaks: (language: "nl" | "en") => {
        this.settings.language = language;
      },
    };
  }

  #listener(): Listener {
    return {
      cursors: () => [...this.store.feed.cursors.values()],
      changed: (state) => this.#changed(state),
      welcomed: (welcome) => this.#welcomed(welcome),
      told: (event) => this.#told(event),
      caughtUp: (page) => this.store.feed.caughtUp(page),
      whispered: (name, data) => this.live.heard(name, data),
      distrusted: () => this.store.feed.startAfresh(),
      expired: () => void this.session.leave("expired"),
    };
  }

  #changed(state: LinkState): void {
    // A failed attempt only, never a lost socket: after a restart everybody would come by HTTP in the same instant.
    const failed = state === "waiting" && this.connection.state === "connecting";
    this.connection.became(state);
    if (failed) void this.#goOnWithout();
    if (state !== "open") return;
    this.outbox.wake();
    void this.store.reads.send();
    void this.session.refresh();
  }

  /** No socket: HTTP may still reach the server, but must first say whose session this is. */
  async #goOnWithout(): Promise<void> {
    this.session.missing();
    if (!this.#home || !(await this.session.refresh())) return;
    this.outbox.trust();
    await this.store.feed.pull(this.session.organisations).catch(() => {});
  }

  #welcomed(welcome: SyncHelloView): void {
    const { account, reader } = this.session;
    if (welcome.account.id !== account?.id || welcome.reader !== reader) return void this.#meet(welcome);
    this.session.welcomed(welcome);
    this.store.identify();
    this.store.feed.welcomed(welcome.organisations);
    this.outbox.trust();
  }

  /** The cookie belongs to somebody this tab did not know, or acts for them: greet again once their things are here. */
  async #meet(welcome: SyncHelloView): Promise<void> {
    this.#link.stop();
    await this.#moveOut();
    this.session.welcomed(welcome);
    await this.#moveIn({ account: welcome.account.id, reader: welcome.reader });
    this.session.resume();
    this.#link.start();
  }

  #told(event: EventFrame): void {
    const message = event.ev === "message.created" ? (event.data as MessageView) : null;
    if (message) this.live.stopped(message.conversation, message.author);
    this.store.feed.told(event);
    if (message) for (const hear of this.hearers) hear(message);
  }

  async #heard(news: TabNews): Promise<void> {
    if (news.what === "signed-out") await this.session.leave("signed-out");
    if (news.what !== "signed-in" || news.account === this.session.account?.id) return;
    this.#link.stop();
    await this.#moveOut();
    this.#link.start();
  }

  async #moveIn(known: Known): Promise<void> {
    await this.#moveOut();
    this.#shelf = await this.#shelves.of(known);
    await this.store.load();
    await this.outbox.load();
    this.#home = true;
    if (this.#leads) this.store.lead(true);
  }

  async #moveOut(): Promise<void> {
    this.#home = false;
    this.api.forget();
    this.outbox.forget();
    await this.store.journal.stop();
    this.store.forget();
    this.live.forget();
  }

  #lead(): void {
    this.#leads = true;
    this.outbox.lead();
    if (this.#home) this.store.lead(false);
  }
}

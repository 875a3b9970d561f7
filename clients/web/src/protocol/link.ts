/** One socket to the server, kept alive: hello, resume, events, reconnect. */
import type { OperationName, Operations, SyncHelloView, SyncPage } from "../generated/api.ts";
import { waitBefore } from "./backoff.ts";
import { type EventFrame, close, unreachable } from "./frames.ts";
import { Requests } from "./requests.ts";
import type { Clock, OpenSocket, Random, Socket } from "./surroundings.ts";
import { type Heard, Wire } from "./wire.ts";

export type LinkState = "closed" | "connecting" | "open" | "waiting";

export interface Listener {
  /** Where the state of this client stands: one cursor for each organisation it holds. */
  cursors(): string[];
  changed(state: LinkState): void;
  welcomed(welcome: SyncHelloView): void;
  told(event: EventFrame): void;
  caughtUp(page: SyncPage): void;
  whispered(name: string, data: unknown): void;
  /** The cursors are of no use: one may be of an organisation left behind. Show none next time. */
  distrusted(): void;
  /** The server knows this session no more. */
  expired(): void;
}

const helloLimit = 10_000;
const pingLimit = 3_000;
/** Longer than the server's own ping of 25 s, so that a healthy socket with ticks is never asked. */
const silenceLimit = 45_000;
const rateWait = 30_000;

export interface LinkParts {
  open: OpenSocket;
  clock: Clock;
  random: Random;
}

export class Link {
  readonly #parts: LinkParts;
  readonly #listener: Listener;
  #state: LinkState = "closed";
  #socket: Socket | null = null;
  #requests: Requests | null = null;
  #attempt = 0;
  #cancelTimer = () => {};
  #heardAnything = () => {};

  constructor(parts: LinkParts, listener: Listener) {
    this.#parts = parts;
    this.#listener = listener;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (this.#state === "closed") this.#connect();
  }

  stop(): void {
    this.#drop(close.normal);
    this.#become("closed");
  }

  /** Waking up or another network: an open socket must prove itself within 3 s, a waiting one tries at once. */
  wake(): void {
    if (this.#state === "waiting") this.#connect();
    else if (this.#state === "open") this.#ping();
  }

  /** Throws ApiError; `unreachable` when no socket is open. */
  async ask<K extends OperationName>(
    op: K,
    args: Operations[K]["args"],
    key?: string,
  ): Promise<Operations[K]["result"]> {
    if (this.#state !== "open" || !this.#requests) throw unreachable();
    return this.#requests.ask(op, args, key);
  }

  #connect(): void {
    this.#cancelTimer();
    const socket = this.#parts.open();
    const wire = new Wire();
    this.#socket = socket;
    this.#requests = new Requests(wire, this.#parts.clock, (text) => socket.send(text));
    this.#become("connecting");
    this.#expectWithin(helloLimit, () => this.#lost(close.normal));
    let hello: number | null = null;
    socket.onopen = () => {
      const cursor = this.#listener.cursors();
      const asked = wire.ask("sync.hello", cursor.length > 0 ? { cursor } : {});
      hello = asked.id;
      socket.send(asked.text);
    };
    socket.onmessage = ({ data }) => this.#heard(wire.hear(String(data)), hello);
    socket.onclose = ({ code }) => this.#lost(code);
  }

  #heard(heard: Heard, hello: number | null): void {
    if (this.#state === "open") this.#expectWithin(silenceLimit, () => this.#ping());
    switch (heard.kind) {
      case "answer":
        if (heard.id === hello) return this.#greeted(heard.result as SyncHelloView);
        return this.#requests?.settle(heard.id, { result: heard.result });
      case "refusal":
        if (heard.id === hello) return this.#turnedAway(heard.error.code);
        return this.#requests?.settle(heard.id, { error: heard.error });
      case "gap":
        return this.#lost(close.gap);
      default:
        return this.#pass(heard);
    }
  }

  #greeted(welcome: SyncHelloView): void {
    this.#attempt = 0;
    this.#expectWithin(silenceLimit, () => this.#ping());
    // First the welcome: whoever acts on `open` finds it taken in.
    this.#state = "open";
    this.#listener.welcomed(welcome);
    if (this.#state === "open") this.#listener.changed("open");
  }

  #turnedAway(code: string): void {
    if (code === "unauthenticated") return this.#expire();
    if (code === "cursor_refused") this.#listener.distrusted();
    this.#lost(close.normal);
  }

  #pass(heard: Heard): void {
    if (heard.kind === "event") this.#listener.told(heard.event);
    else if (heard.kind === "page") this.#listener.caughtUp(heard.page);
    else if (heard.kind === "ephemeral") this.#listener.whispered(heard.name, heard.data);
  }

  #ping(): void {
    this.#expectWithin(pingLimit, () => this.#lost(close.normal));
    // Any answer proves the line, also a refusal; browsers cannot send the ping frame of RFC 6455 §5.5.2.
    this.#requests?.ask("account.get", {}).catch(() => {});
  }

  #expectWithin(limit: number, otherwise: () => void): void {
    this.#heardAnything();
    this.#heardAnything = this.#parts.clock.after(limit, otherwise);
  }

  #lost(code: number): void {
    // Before the greeting 4003 may only mean that we were slow to greet, and signing out would wipe the device.
    if (code === close.auth && this.#state === "open") return this.#expire();
    this.#drop(code);
    const wait = waitBefore(this.#attempt++, this.#parts.random);
    this.#become("waiting");
    this.#cancelTimer = this.#parts.clock.after(code === close.rate ? rateWait + wait : wait, () => this.#connect());
  }

  #expire(): void {
    this.stop();
    this.#listener.expired();
  }

  /** Only 1000 and 3000–4999 may be given to close() by a page (WHATWG WebSockets). */
  #drop(code: number): void {
    const [socket, requests] = [this.#socket, this.#requests];
    this.#cancelTimer();
    this.#heardAnything();
    this.#socket = null;
    this.#requests = null;
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close(code === close.gap ? close.gap : close.normal);
    }
    requests?.abandon();
  }

  #become(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listener.changed(state);
  }
}

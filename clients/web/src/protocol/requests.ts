/** Requests under way on one socket: at most as many as the server allows, the rest waits here in order. */
import type { OperationName, Operations } from "../generated/api.ts";
import { ApiError, unreachable } from "./frames.ts";
import type { Clock } from "./surroundings.ts";
import type { Asked, Wire } from "./wire.ts";

/** The server answers `too_many_requests` from the 21st on; a ping must always fit in. */
const mostOpen = 16;
const patience = 20_000;

interface Open {
  resolve(result: unknown): void;
  reject(error: Error): void;
  giveUp(): void;
}

export class Requests {
  readonly #wire: Wire;
  readonly #clock: Clock;
  readonly #send: (text: string) => void;
  readonly #open = new Map<number, Open>();
  readonly #queue: (() => void)[] = [];

  constructor(wire: Wire, clock: Clock, send: (text: string) => void) {
    this.#wire = wire;
    this.#clock = clock;
    this.#send = send;
  }

  /** Throws ApiError: as refused, `unreachable` when the socket went or 20 s passed, `too_large` unsent. */
  ask<K extends OperationName>(op: K, args: Operations[K]["args"], key?: string): Promise<Operations[K]["result"]> {
    const asked = this.#wire.ask(op, args, key);
    return new Promise((resolve, reject) => {
      const start = () => this.#start(asked, resolve as Open["resolve"], reject);
      if (this.#open.size < mostOpen) start();
      else this.#queue.push(start);
    });
  }

  settle(id: number, outcome: { result: unknown } | { error: ApiError }): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    open.giveUp();
    if ("error" in outcome) open.reject(outcome.error);
    else open.resolve(outcome.result);
    this.#queue.shift()?.();
  }

  /** The socket is gone: nobody will answer any more. */
  abandon(): void {
    this.#queue.splice(0).forEach((start) => start());
    for (const id of [...this.#open.keys()]) this.settle(id, { error: unreachable() });
  }

  #start(asked: Asked, resolve: Open["resolve"], reject: Open["reject"]): void {
    const giveUp = this.#clock.after(patience, () => this.settle(asked.id, { error: unreachable() }));
    this.#open.set(asked.id, { resolve, reject, giveUp });
    this.#send(asked.text);
  }
}

import type { OperationName, Operations } from "../generated/api.ts";
import { ApiError, unreachable } from "./frames.ts";
import type { Http } from "./http.ts";
import type { Link } from "./link.ts";

/** These set or clear the cookie, which only an HTTP answer can. */
const onlyByHttp: ReadonlySet<OperationName> = new Set([
  "session.open",
  "session.open_by_link",
  "session.open_by_passkey",
  "session.close",
  "invitation.accept",
]);

/** Their answer is a file: a socket whose reader lags would be closed over it. */
const files: ReadonlySet<OperationName> = new Set(["audit.export"]);

/** Asked by whoever is not signed in: their answers belong to this page, whatever becomes of a session. */
const withoutSession: ReadonlySet<OperationName> = new Set([
  "session.open",
  "session.open_by_link",
  "session.open_by_passkey",
  "session.request_link",
  "passkey.begin_sign_in",
  "organisation.find",
  "login.request",
  "invitation.get",
  "invitation.accept",
  "invitation.renew",
]);

/** Every operation, over the socket when it is open, else by HTTP. */
export class Api {
  readonly #link: Link;
  readonly #http: Http;
  readonly #expired: () => void;
  #life = 0;

  /** `expired` is called when an answer says that nobody is signed in. */
  constructor(link: Link, http: Http, expired: () => void) {
    this.#link = link;
    this.#http = http;
    this.#expired = expired;
  }

  /** The account is gone: answers still to come are for nobody. */
  forget(): void {
    this.#life += 1;
  }

  /**
   * Throws ApiError; `unreachable` when no answer came. A request that went down with its socket is asked
   * again by HTTP: a read changes nothing and a write carries its key. A write without key is not repeated.
   */
  async call<K extends OperationName>(
    op: K,
    args: Operations[K]["args"],
    { key }: { key?: string } = {},
  ): Promise<Operations[K]["result"]> {
    if (withoutSession.has(op)) return this.#ask(op, args, key);
    const life = this.#life;
    try {
      const result = await this.#ask(op, args, key);
      if (life !== this.#life) throw unreachable();
      return result;
    } catch (error) {
      if (life === this.#life && codeOf(error) === "unauthenticated" && !onlyByHttp.has(op)) this.#expired();
      throw error;
    }
  }

  async #ask<K extends OperationName>(
    op: K,
    args: Operations[K]["args"],
    key?: string,
  ): Promise<Operations[K]["result"]> {
    if (this.#link.state !== "open" || onlyByHttp.has(op) || files.has(op)) return this.#http.ask(op, args, key);
    try {
      return await this.#link.ask(op, args, key);
    } catch (error) {
      if (codeOf(error) !== "unreachable" || !(key || isRead(op))) throw error;
      return this.#http.ask(op, args, key);
    }
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof ApiError ? error.code : null;
}

function isRead(op: OperationName): boolean {
  return /\.(get|list|history|pull)$/.test(op) || op === "read.set";
}

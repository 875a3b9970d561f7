import type { OperationName, Operations } from "../generated/api.ts";
import { ApiError, type ErrorView, unreachable } from "./frames.ts";
import type { Fetch } from "./surroundings.ts";

const patience = 20_000;

type Answer = { ok: true; result: unknown } | { ok: false; error: ErrorView };

/** The same operations by `POST /api/<operation>`; the cookie says who asks. */
export class Http {
  readonly #fetch: Fetch;
  readonly #language: () => string;
  readonly #reader: () => number | null;

  constructor(fetch: Fetch, language: () => string, reader: () => number | null) {
    this.#fetch = fetch;
    this.#language = language;
    this.#reader = reader;
  }

  /** Throws ApiError; `unreachable` when nothing of ours answered. */
  async ask<K extends OperationName>(
    op: K,
    args: Operations[K]["args"],
    key?: string,
  ): Promise<Operations[K]["result"]> {
    const answer = await this.#post(op, JSON.stringify(args), key);
    if (answer.ok) return answer.result as Operations[K]["result"];
    throw new ApiError(answer.error);
  }

  async #post(op: string, body: string, key?: string): Promise<Answer> {
    const headers: Record<string, string> = {
      "Content-Type": "application/json",
      "Accept-Language": this.#language(),
    };
    if (key) headers["Idempotency-Key"] = key;
    // Another tab may have switched the session: what was typed as one must not be posted as the other.
    const reader = op.startsWith("session.") ? null : this.#reader();
    if (reader !== null) headers["Akkoord-Reader"] = String(reader);
    try {
      const signal = AbortSignal.timeout(patience);
      const response = await this.#fetch(`/api/${op}`, { method: "POST", headers, body, signal });
      const answer = (await response.json()) as Answer;
      return typeof answer.ok === "boolean" ? answer : Promise.reject(unreachable());
    } catch {
      // Also a proxy's own error page: not an answer, so worth another attempt.
      throw unreachable();
    }
  }
}

/** What travels over the socket, and the one error that callers see. */
import type { OperationName, SyncPage } from "../generated/api.ts";

export interface ErrorView {
  code: string;
  message: string;
  fields?: Record<string, string>;
  retry_after?: number;
}

export interface RequestFrame {
  id: number;
  op: OperationName;
  args: unknown;
  key?: string;
}

export type AnswerFrame =
  | { re: number; ok: true; result: unknown; dup?: boolean }
  | { re: number; ok: false; error: ErrorView };

export interface EventFrame {
  n: number;
  ev: string;
  cursor: string;
  data: unknown;
}

export interface EphemeralFrame {
  eph: string;
  data?: unknown;
}

export type ControlFrame = { n: number; ctl: "page"; page: SyncPage } | { ctl: "tick" | "bye" | "welcome" };

export type ServerFrame = AnswerFrame | EventFrame | EphemeralFrame | ControlFrame;

export const close = {
  normal: 1000,
  restarting: 1012,
  gap: 4001,
  auth: 4003,
  slow: 4008,
  tooLarge: 4009,
  shuttingDown: 4010,
  rate: 4029,
} as const;

/** Longest request frame the server takes, in bytes of UTF-8. */
export const frameLimit = 64 * 1024;

/** A refusal by the server, or `unreachable` when no answer came at all. */
export class ApiError extends Error {
  readonly code: string;
  readonly fields: Record<string, string>;
  /** Seconds to wait before the next attempt, or null when the server named none. */
  readonly retryAfter: number | null;

  constructor(view: ErrorView) {
    super(view.message);
    this.name = "ApiError";
    this.code = view.code;
    this.fields = view.fields ?? {};
    this.retryAfter = view.retry_after ?? null;
  }

  /** Whether the same request may succeed later without anybody changing it. */
  get passing(): boolean {
    return passing.has(this.code);
  }
}

const passing = new Set([
  "unreachable",
  "unavailable",
  "internal",
  "rate_limited",
  "too_many_requests",
  "unauthenticated",
]);

export function unreachable(): ApiError {
  return new ApiError({ code: "unreachable", message: "" });
}

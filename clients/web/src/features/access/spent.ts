import { ApiError } from "../../protocol/frames.ts";

const SPENT = new Set(["not_found", "forbidden", "unauthenticated", "invalid", "conflict"]);

/** Whether a secret from a mail was used, has expired or was cut off, as opposed to a passing failure. */
export function isSpent(error: unknown): boolean {
  return error instanceof ApiError && SPENT.has(error.code) && Object.keys(error.fields).every((field) => field === "secret");
}

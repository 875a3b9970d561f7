import type { Catalogue } from "../language/catalogue.ts";
import { ApiError } from "../protocol/frames.ts";

/** One sentence for a person, whatever was thrown. */
export function sayTrouble(error: unknown, words: Catalogue): string {
  if (!(error instanceof ApiError)) return words.trouble.unexpected;
  if (error.code === "unreachable") return words.trouble.offline;
  const sentence = error.message || words.trouble.unexpected;
  return error.retryAfter ? `${sentence} ${words.trouble.retryAfter(error.retryAfter)}` : sentence;
}

/** The sentences that belong under a field of a form. */
export function fieldTroubles(error: unknown): Record<string, string> {
  return error instanceof ApiError ? error.fields : {};
}

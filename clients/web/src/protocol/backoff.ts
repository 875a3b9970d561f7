import type { Random } from "./surroundings.ts";

const shortest = 500;
const longest = 30_000;

/**
 * Milliseconds before attempt `n` (from 0): full jitter, so that a club does not come back all at once
 * after a restart of the server.
 */
export function waitBefore(attempt: number, random: Random): number {
  const ceiling = Math.min(longest, shortest * 2 ** (attempt + 1));
  return shortest + random() * (ceiling - shortest);
}

const TINTS = 6;

/** "An Van den Berg" → "AB", "Sopranen" → "S"; particles and signs are passed over. */
export function initials(name: string): string {
  const words = name
    .split(/[\s·—–-]+/u)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ""))
    .filter(Boolean);
  const telling = words.filter((word) => /^[\p{Lu}\p{N}]/u.test(word));
  const chosen = telling.length > 0 ? telling : words;
  const first = letter(chosen[0]);
  const last = chosen.length > 1 ? letter(chosen[chosen.length - 1]) : "";
  return (first + last).toLocaleUpperCase() || "?";
}

/** The same person keeps the same tint on every device. */
export function tint(id: number): number {
  return Math.abs(Math.imul(id, 2_654_435_761) >> 8) % TINTS;
}

function letter(word: string | undefined): string {
  return [...(word ?? "")][0] ?? "";
}

const TINTS = 6;

/** "An Van den Berg" → "AB", "Kerstconcert 2026" → "K"; particles, years and signs are passed over. */
export function initials(name: string): string {
  const words = name
    .split(/[\s·—–-]+/u)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ""))
    .filter(Boolean);
  const named = words.filter((word) => /^\p{L}/u.test(word));
  const capital = words.filter((word) => /^\p{Lu}/u.test(word));
  const chosen = [capital, named, words].find((each) => each.length > 0) ?? [];
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

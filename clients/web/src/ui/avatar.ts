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

/** The same name has the same tint on every device and at every place. */
export function tint(name: string): number {
  let sum = 0;
  for (const character of name) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return Math.abs(sum ^ (sum >>> 15)) % TINTS;
}

function letter(word: string | undefined): string {
  return [...(word ?? "")][0] ?? "";
}

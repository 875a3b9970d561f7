/** A sentence for each field that was left empty. */
export function missing(fields: Record<string, string>, sentence: string): Record<string, string> {
  const empty = Object.entries(fields).filter(([, value]) => value.trim() === "");
  return Object.fromEntries(empty.map(([name]) => [name, sentence]));
}

/** "Clara De Smet" → "clara.desmet": a user name to begin with, in the letters that are allowed. */
export function suggestUserName(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const [first = "", ...rest] = plain.split(/\s+/).map((word) => word.replace(/[^a-z0-9]/g, ""));
  return [first, rest.join("")].filter(Boolean).join(".").replace(/^[^a-z]+/, "").slice(0, 60);
}

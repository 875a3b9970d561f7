/** A sentence for each field that was left empty. */
export function missing(fields: Record<string, string>, sentence: string): Record<string, string> {
  const empty = Object.entries(fields).filter(([, value]) => value.trim() === "");
  return Object.fromEntries(empty.map(([name]) => [name, sentence]));
}

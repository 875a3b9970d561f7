/** What stands behind the `?`: filters, a season, the order of a list. Null or an empty text leaves a name out. */
export type QueryChanges = Record<string, string | number | boolean | null | undefined>;

/** `?season=12&q=an`, with these changes; the empty text when nothing is left. */
export function changedQuery(search: string, changes: QueryChanges): string {
  const query = new URLSearchParams(search);
  for (const [name, given] of Object.entries(changes)) {
    const content = given === null || given === undefined || given === false ? "" : String(given);
    if (content === "") query.delete(name);
    else query.set(name, content);
  }
  const text = query.toString();
  return text && `?${text}`;
}

/** A whole number of up to 16 digits, as ids are; null for anything else. */
export function numberIn(query: URLSearchParams, name: string): number | null {
  const content = query.get(name) ?? "";
  return /^\d{1,16}$/.test(content) ? Number(content) : null;
}

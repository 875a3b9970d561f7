/** Code that is fetched when it is first wanted. Once it is there it is handed over at once, so that its screen is drawn in the same turn. */
export function lazily<Part>(fetch: () => Promise<Part>): () => Part | Promise<Part> {
  let here: Part | undefined;
  return () => here ?? fetch().then((part) => (here = part));
}

const SIGNS = /\*+|~~|`+/gu;
const NAMED = /<@([a-z]*:?\d+|everyone)>/gu;

/** A piece of a message without the signs that dress it, and with the names of whom it mentions. */
export function bare(piece: string, name: (who: string) => string): string {
  return piece.replace(SIGNS, "").replace(NAMED, (_, who: string) => `@${name(who)}`);
}

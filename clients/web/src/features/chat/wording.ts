export interface Piece {
  text: string;
  href?: string;
}

const LINK = /\bhttps?:\/\/[^\s<>"]+|\bwww\.[^\s<>"]+\.[^\s<>"]+/giu;
const TRAILING = /[.,;:!?'"”’»)\]}]+$/u;
// The `v` flag would name emoji exactly, but browsers of 2022 refuse to load a file that holds it.
const EMOJI_ONLY = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\u200d\ufe0f]|\s)+$/u;

/** Cuts a message into plain text and links; the full stop after an address is no part of it. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const address = withoutTail(match[0]);
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: address, href: address.startsWith("www.") ? `https://${address}` : address });
    from = match.index + address.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** A message of one to three emoji is drawn large. */
export function isEmojiOnly(text: string): boolean {
  const bare = text.trim();
  return bare.length > 0 && EMOJI_ONLY.test(bare) && [...new Intl.Segmenter().segment(bare.replace(/\s/gu, ""))].length <= 3;
}

/** One line for the chat list: white space folded. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

// Brackets inside an address (as in encyclopaedias) stay when they are balanced.
function withoutTail(address: string): string {
  const bare = address.replace(TRAILING, "");
  const balanced = bare.split("(").length > bare.split(")").length && address.startsWith(`${bare})`);
  return balanced ? `${bare})` : bare;
}

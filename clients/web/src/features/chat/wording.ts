// The `v` flag would name emoji exactly, but browsers of 2022 refuse to load a file that holds it.
const EMOJI_ONLY = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\u200d\ufe0f]|\s)+$/u;

/** A message of one to three emoji is drawn large. */
export function isEmojiOnly(text: string): boolean {
  const bare = text.trim();
  return bare.length > 0 && EMOJI_ONLY.test(bare) && [...new Intl.Segmenter().segment(bare.replace(/\s/gu, ""))].length <= 3;
}

/** One line for the chat list: white space folded. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

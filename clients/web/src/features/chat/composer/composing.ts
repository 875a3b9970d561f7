export const LONGEST = 10_000;

/** What a key does in the message field; null leaves it to the browser. */
export type Keystroke = "send" | "edit-last" | "cancel" | null;

interface Situation {
  /** Whether the pointer is fine: then Enter sends, else it begins a new line. */
  fine: boolean;
  empty: boolean;
}

export function keystroke(event: KeyboardEvent, { fine, empty }: Situation): Keystroke {
  if (event.isComposing) return null;
  if (event.key === "Enter") return sends(event, fine) ? "send" : null;
  if (event.key === "ArrowUp" && empty && !modified(event)) return "edit-last";
  if (event.key === "Escape") return "cancel";
  return null;
}

/** Characters too many, 0 when it fits; counted as the server counts, by code point. */
export function excess(text: string): number {
  if (text.length <= LONGEST) return 0;
  return Math.max(0, [...text].length - LONGEST);
}

function sends(event: KeyboardEvent, fine: boolean): boolean {
  if (event.ctrlKey || event.metaKey) return true;
  return fine && !event.shiftKey && !event.altKey;
}

function modified(event: KeyboardEvent): boolean {
  return event.shiftKey || event.altKey || event.ctrlKey || event.metaKey;
}

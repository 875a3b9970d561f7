export type Shortcut =
  | "help"
  | "search"
  | "newest"
  | "first-unread"
  | "attach"
  | "next-region"
  | "previous-region"
  | "room-up"
  | "room-down"
  | "unread-up"
  | "unread-down"
  | "close";

type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Names the shortcut of a key press; none is a single letter (WCAG 2.1.4). */
export function shortcutOf(event: Pressed): Shortcut | null {
  if (event.ctrlKey || event.metaKey) return withControl(event);
  if (event.altKey) return withAlt(event);
  if (event.key === "PageUp" && event.shiftKey) return "first-unread";
  if (event.key === "F6") return event.shiftKey ? "previous-region" : "next-region";
  return event.key === "Escape" ? "close" : null;
}

/** The region after `current` (-1 when none has the focus), going round. */
export function stepRegion(current: number, count: number, step: 1 | -1): number {
  if (current === -1) return step === 1 ? 0 : count - 1;
  return (current + step + count) % count;
}

// On a layout where "/" wants Shift, the key arrives as "/" all the same; the code helps where it does not.
function withControl(event: Pressed): Shortcut | null {
  if (event.altKey) return null;
  if (event.key === "/" || event.code === "Slash") return "help";
  if (event.key.toLowerCase() === "k" && !event.shiftKey) return "search";
  if (event.key.toLowerCase() === "u" && event.shiftKey) return "attach";
  return event.key === "End" ? "newest" : null;
}

function withAlt(event: Pressed): Shortcut | null {
  if (event.key === "ArrowUp") return event.shiftKey ? "unread-up" : "room-up";
  if (event.key === "ArrowDown") return event.shiftKey ? "unread-down" : "room-down";
  return null;
}

import type { IconName } from "./icons.ts";

export interface MenuItem {
  label: string;
  icon?: IconName;
  danger?: boolean;
  checked?: boolean;
  choose: () => void;
}

/** A point of the pointer, or the box of the button that opened the menu. */
export interface MenuPlace {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Size {
  width: number;
  height: number;
}

const EDGE = 8;

export function atPointer(event: { clientX: number; clientY: number }): MenuPlace {
  return { left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY };
}

/** Below and from the left edge when it fits, else above, else from the right; never off the screen. */
export function placeMenu(at: MenuPlace, menu: Size, screen: Size): { left: number; top: number } {
  const rightward = at.left + menu.width <= screen.width - EDGE;
  const downward = at.bottom + menu.height <= screen.height - EDGE;
  const left = rightward ? at.left : at.right - menu.width;
  const top = downward ? at.bottom : at.top - menu.height;
  return {
    left: clamp(left, EDGE, screen.width - menu.width - EDGE),
    top: clamp(top, EDGE, screen.height - menu.height - EDGE),
  };
}

/** Where an arrow key takes the focus in a list of `count`; null when the key is not one of ours. */
export function stepFocus(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  const steps: Record<string, number> = {
    ArrowDown: (current + 1) % count,
    ArrowUp: (current - 1 + count) % count,
    Home: 0,
    End: count - 1,
  };
  return steps[key] ?? null;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.max(lowest, Math.min(value, highest));
}

/** The rows of a long list that are drawn: those on screen and some beyond, so that a flick shows no gap. */
export interface Window {
  from: number;
  /** Not included. */
  to: number;
}

interface Seen {
  scrollTop: number;
  height: number;
  rowHeight: number;
  total: number;
  /** Rows drawn before and after those on screen. */
  beyond?: number;
}

export const BEYOND = 8;

export function windowOf({ scrollTop, height, rowHeight, total, beyond = BEYOND }: Seen): Window {
  if (height <= 0 || rowHeight <= 0) return { from: 0, to: 0 };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight);
  const to = Math.min(total, last + beyond);
  return { from: Math.max(0, Math.min(first - beyond, to)), to };
}

/** The indexes to draw: the window, and the row with the focus wherever it is, since a row that goes takes the focus along. */
export function drawn({ from, to }: Window, active: number, total: number): number[] {
  const indexes = Array.from({ length: to - from }, (_, step) => from + step);
  const astray = active < total && (active < from || active >= to);
  return astray ? [...indexes, active].sort((one, other) => one - other) : indexes;
}

/** Where to scroll so that a row is wholly in sight below the sticky head; unchanged when it is. */
export function revealing(index: number, { scrollTop, height, rowHeight }: Omit<Seen, "total" | "beyond">): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}

/** The row that a key goes to; null when the key is not one of ours. */
export function stepRow(key: string, current: number, total: number, perPage: number): number | null {
  if (total === 0) return null;
  const page = Math.max(1, perPage - 1);
  const steps: Record<string, number> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + page,
    PageUp: current - page,
    Home: 0,
    End: total - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.max(0, Math.min(next, total - 1));
}

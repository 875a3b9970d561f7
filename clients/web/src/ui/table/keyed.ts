import { stepRow } from "./window.ts";

/** What the keys of a list can do; rows are told by their index. */
export interface Keys {
  total: () => number;
  perPage: () => number;
  focus: (index: number) => void;
  open: (index: number) => void;
  tick: (index: number, range: boolean) => void;
  tickAll: () => void;
}

/** The keys of a grid whose rows take the focus (ARIA Authoring Practices, grid): Left and Right go to the controls in a row. */
export function keyed(keys: Keys): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const row = target?.closest<HTMLElement>("[data-index]");
    if (!target || !row || event.altKey) return;
    const taken = target === row ? inRow(event, Number(row.dataset.index), keys) : false;
    if (taken || alongRow(event.key, target, row)) event.preventDefault();
  };
}

function inRow(event: KeyboardEvent, index: number, keys: Keys): boolean {
  const next = stepRow(event.key, index, keys.total(), keys.perPage());
  if (next !== null) keys.focus(next);
  else if (event.key === "Enter") keys.open(index);
  else if (event.key === " ") keys.tick(index, event.shiftKey);
  else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) keys.tickAll();
  else return false;
  return true;
}

function alongRow(key: string, target: HTMLElement, row: HTMLElement): boolean {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return false;
  const stops = [row, ...row.querySelectorAll<HTMLElement>("a, button, input")];
  const next = stops[stops.indexOf(target) + (key === "ArrowRight" ? 1 : -1)];
  next?.focus();
  return next !== undefined;
}

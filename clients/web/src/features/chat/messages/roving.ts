import { stepFocus } from "../../../ui/menu.ts";

/** Arrow keys walk over the option buttons of the messages; the whole list is one stop of the Tab key. */
export function stepMessage(event: KeyboardEvent): void {
  const list = event.currentTarget as HTMLElement;
  if (event.altKey || event.ctrlKey || !(event.target as Element).matches("[data-options]")) return;
  const all = [...list.querySelectorAll<HTMLElement>("[data-options]")];
  const at = all.indexOf(event.target as HTMLElement);
  const next = stepFocus(event.key, at, all.length);
  if (next === null || Math.abs(next - at) === all.length - 1) return;
  event.preventDefault();
  all[next]?.focus();
}

import type { Attachment } from "svelte/attachments";

/** Lines of a form that are added by hand: who adds one fills it in, so its first field gets the focus. */
export class Arrivals {
  #expected = false;

  /** Say that the line that comes next is added by hand, before adding it. */
  expect() {
    this.#expected = true;
  }

  /** For the element of each line. */
  readonly line: Attachment<HTMLElement> = (line) => {
    if (!this.#expected) return;
    this.#expected = false;
    line.querySelector<HTMLElement>("input, select, textarea")?.focus();
  };
}

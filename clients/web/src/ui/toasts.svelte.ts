export interface Toast {
  id: number;
  text: string;
  /** Takes back what was done; throws ApiError. */
  undo?: () => unknown;
  /** What its button says, where it does something else. */
  label?: string;
  /** What comes about the same thing stands in its place. */
  about?: string;
  /** How many came about it. */
  times: number;
}

const MOST = 3;

/** What was just done, said at the foot of the screen for five seconds, with a way back. */
class Toasts {
  /** False until the first one: only then is the part fetched that shows them. */
  used = $state(false);
  shown = $state.raw<readonly Toast[]>([]);
  #last = 0;

  show(text: string, undo?: () => unknown, label?: string): void {
    this.#add({ text, undo, label, times: 1 });
  }

  /** Of many that come about the same thing one is shown; `text` says how many they are by now. */
  gather(about: string, text: (times: number) => string, act: () => unknown, label: string): void {
    const before = this.shown.find((toast) => toast.about === about);
    if (before) this.dismiss(before.id);
    const times = (before?.times ?? 0) + 1;
    this.#add({ text: text(times), undo: act, label, about, times });
  }

  #add(toast: Omit<Toast, "id">): void {
    this.used = true;
    this.shown = [...this.shown, { id: (this.#last += 1), ...toast }].slice(-MOST);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

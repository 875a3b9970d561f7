export interface Toast {
  id: number;
  text: string;
  /** Takes back what was done; throws ApiError. */
  undo?: () => unknown;
  /** What its button says, where it does something else. */
  label?: string;
}

const MOST = 3;

/** What was just done, said at the foot of the screen for five seconds, with a way back. */
class Toasts {
  /** False until the first one: only then is the part fetched that shows them. */
  used = $state(false);
  shown = $state.raw<readonly Toast[]>([]);
  #last = 0;

  show(text: string, undo?: () => unknown, label?: string): void {
    this.used = true;
    this.shown = [...this.shown, { id: (this.#last += 1), text, undo, label }].slice(-MOST);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

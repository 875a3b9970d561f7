import { app } from "../../state/app.svelte.ts";

/** Holds what was filled in: a link, Back, or closing it all waits until one says that it may be lost. */
export class Holding {
  /** What one was about to do; while it is there the question is shown. */
  leave = $state.raw<(() => void) | null>(null);

  constructor(unsaved: () => boolean) {
    $effect(() => {
      if (!unsaved()) return;
      const before = app.route.guard;
      const hold = (go: () => void) => {
        // What was kept a moment ago holds nothing, though no effect has run since.
        if (!unsaved()) return false;
        this.leave = go;
        return true;
      };
      const unload = (event: Event) => event.preventDefault();
      app.route.guard = hold;
      addEventListener("beforeunload", unload);
      return () => {
        if (app.route.guard === hold) app.route.guard = before;
        removeEventListener("beforeunload", unload);
      };
    });
  }

  stay = () => {
    this.leave = null;
  };

  depart = () => {
    const go = this.leave;
    app.route.guard = null;
    this.leave = null;
    go?.();
  };
}

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

/** Putting the client on the home screen: by a button where the browser offers it, else in words. */
class Installing {
  #prompt = $state.raw<InstallPrompt | null>(null);
  done = $state(matchMedia("(display-mode: standalone)").matches);
  readonly byHand: "ios" | "other" = /iPhone|iPad/.test(navigator.userAgent) ? "ios" : "other";

  constructor() {
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.#prompt = event as InstallPrompt;
    });
    addEventListener("appinstalled", () => (this.done = true));
  }

  get ready(): boolean {
    return this.#prompt !== null && !this.done;
  }

  async ask(): Promise<void> {
    await this.#prompt?.prompt();
    this.#prompt = null;
  }
}

export const installing = new Installing();

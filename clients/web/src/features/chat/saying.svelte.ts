/** What messages say in plain words, for the list of conversations. The reader comes when a text first needs it. */
class Saying {
  #plain = $state.raw<((text: string) => string) | null>(null);
  #asked = false;

  of(text: string): string {
    const cut = text.slice(0, 400);
    if (!/[*_~`<>[\\]|^[-•\d]|www\.|:\/\//mu.test(cut)) return cut;
    if (!this.#plain) void this.#fetch();
    return this.#plain?.(cut) ?? cut;
  }

  async #fetch(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const [{ plainOf }, { mentioning }] = await Promise.all([import("./markup/plain.ts"), import("./mentioning.svelte.ts")]);
      this.#plain = (text) => plainOf(text, (who) => mentioning.name(who));
    } catch {
      this.#asked = false;
    }
  }
}

export const saying = new Saying();

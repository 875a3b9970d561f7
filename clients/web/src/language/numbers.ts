/** Numbers as a language writes them. Made when one is first written: making it takes a phone as long as drawing a card. */
class Numbers {
  #made: Intl.NumberFormat | undefined;
  readonly #locale: string;

  constructor(locale: string) {
    this.#locale = locale;
  }

  format(number: number): string {
    return (this.#made ??= new Intl.NumberFormat(this.#locale)).format(number);
  }
}

export const dutch = new Numbers("nl");
export const english = new Numbers("en");

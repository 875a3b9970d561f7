const SHELF = "akkoord.details";

/** Whether the details pane stands open on screens that have room for it; kept on the device. */
class Details {
  #shown = $state(localStorage.getItem(SHELF) !== "hidden");

  get shown(): boolean {
    return this.#shown;
  }

  toggle(): void {
    this.#shown = !this.#shown;
    localStorage.setItem(SHELF, this.#shown ? "shown" : "hidden");
  }
}

export const details = new Details();

import type { List } from "../../state/lists.svelte.ts";
import { Submission } from "../../ui/submission.svelte.ts";

const LOOK_EVERY = 1500;

/** A file that the server makes on request, looked at until it is there. To be begun while a component is set up. */
export class Making<Made extends { state: string }> {
  readonly submission = new Submission();
  readonly #source: () => List<Made>;
  readonly #request: (key: string) => Promise<unknown>;
  readonly list = $derived.by(() => this.#source());
  readonly made = $derived(this.list.content);
  readonly underWay = $derived(this.made?.state === "waiting" || this.made?.state === "making");

  constructor(source: () => List<Made>, request: (key: string) => Promise<unknown>) {
    this.#source = source;
    this.#request = request;
    $effect(() => void this.list.refresh());
    $effect(() => {
      if (!this.underWay) return;
      const timer = setInterval(() => void this.list.refresh(), LOOK_EVERY);
      return () => clearInterval(timer);
    });
  }

  ask = async (): Promise<void> => {
    await this.submission.run(async () => {
      await this.#request(crypto.randomUUID());
      await this.list.refresh();
    });
  };
}

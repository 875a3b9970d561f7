import { ApiError } from "../protocol/frames.ts";
import { words } from "../language/language.svelte.ts";
import { fieldTroubles, sayTrouble } from "./trouble.ts";

/** One press of a form's button: busy while it runs, then done or in trouble; a second press meanwhile is ignored. */
export class Submission {
  busy = $state(false);
  trouble = $state("");
  fields = $state.raw<Record<string, string>>({});
  /** Whether it failed for a reason that passes: no connection, or a server that asks to come back. */
  passing = false;

  /** Answers whether it succeeded. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.clear();
    this.busy = true;
    try {
      await work();
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Refuses before asking the server; the sentences stand under their fields. */
  refuse(fields: Record<string, string>): boolean {
    this.clear();
    this.fields = fields;
    return Object.keys(fields).length > 0;
  }

  clear(): void {
    this.trouble = "";
    this.fields = {};
    this.passing = false;
  }

  #fail(error: unknown): void {
    this.passing = error instanceof ApiError && error.passing;
    this.fields = fieldTroubles(error);
    if (Object.keys(this.fields).length === 0) this.trouble = sayTrouble(error, words());
  }
}

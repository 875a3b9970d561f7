import { words } from "../language/language.svelte.ts";
import { picture } from "../language/manage/picture.ts";
import { manageWords } from "../language/manage.svelte.ts";
import { ApiError } from "../protocol/frames.ts";
import { upload } from "../protocol/upload.ts";
import { lighter, pictureLimit, pictureTypes } from "./picture.ts";
import { fieldTroubles, sayTrouble } from "./trouble.ts";

/** One picture on its way: made lighter, sent, and handed on. */
export class PictureSending {
  busy = $state(false);
  /** From 0 to 1; null while nothing is sent. */
  part = $state<number | null>(null);
  trouble = $state("");
  /** The last thing that went well, to be said aloud. */
  told = $state("");
  #stop: AbortController | null = null;
  readonly #purpose: string;

  constructor(purpose = "picture") {
    this.#purpose = purpose;
  }

  /** Sends a picture and hands its id to `use`, which throws ApiError; answers whether all went well. */
  async send(file: File, organisation: number, use: (file: number) => unknown): Promise<boolean> {
    const said = manageWords(picture);
    return this.#do(said.done, async (signal) => {
      const content = await lighter(file);
      if (content.size > pictureLimit) throw tooLarge();
      if (content.type && !pictureTypes.includes(content.type) && content.type !== "image/heic") throw noPicture();
      this.part = 0;
      const given = { organisation, purpose: this.#purpose, content, name: file.name || "foto" };
      const sent = await upload(given, { progress: (part) => (this.part = part), signal });
      await use(sent.id);
    });
  }

  async remove(use: () => unknown): Promise<boolean> {
    return this.#do(manageWords(picture).removed, async () => use());
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** Says why something that was offered is not sent at all. */
  refuse(): void {
    this.told = "";
    this.trouble = manageWords(picture).noPicture;
  }

  async #do(told: string, work: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.#stop = new AbortController();
    this.busy = true;
    this.trouble = this.told = "";
    try {
      await work(this.#stop.signal);
      this.told = told;
      return true;
    } catch (error) {
      if (!this.#stop.signal.aborted) this.trouble = sentence(error);
      return false;
    } finally {
      this.busy = false;
      this.part = null;
    }
  }
}

function sentence(error: unknown): string {
  const said = manageWords(picture);
  if (error instanceof ApiError && error.code === "too_large" && !error.message) {
    return said.tooLarge(pictureLimit / 1_000_000);
  }
  return fieldTroubles(error).file ?? sayTrouble(error, words());
}

function tooLarge(): ApiError {
  return new ApiError({ code: "too_large", message: "" });
}

function noPicture(): ApiError {
  return new ApiError({ code: "invalid", message: "", fields: { file: manageWords(picture).noPicture } });
}

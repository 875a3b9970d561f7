import type { AttachmentView, MessageView } from "../../generated/api.ts";
import { words } from "../../language/language.svelte.ts";
import { oneLine } from "./wording.ts";

const READ = 400;
const SAID = 160;
const MARKED = /[*_~`<>[\\]|^[-•\d]|www\.|:\/\//mu;

type Said = Pick<MessageView, "text" | "attachments">;

/** What messages say in plain words, where only a line of them is shown. The reader comes when a text first needs it. */
class Saying {
  #plain = $state.raw<((text: string) => string) | null>(null);
  #fetching: Promise<void> | null = null;

  /** A text without its signs; as it is until the reader is there. */
  of(text: string): string {
    const cut = text.slice(0, READ);
    if (!MARKED.test(cut)) return cut;
    if (!this.#plain) void this.#fetch();
    return this.#plain?.(cut) ?? cut;
  }

  /** One line of a message: its words, or what is attached. */
  line({ text, attachments }: Said): string {
    return oneLine(this.of(text)).slice(0, SAID) || attached(attachments?.[0]);
  }

  /** The same, for what is said once and not again when the reader has come. */
  async lineOnce(message: Said): Promise<string> {
    if (MARKED.test(message.text.slice(0, READ))) await this.#fetch();
    return this.line(message);
  }

  #fetch(): Promise<void> {
    return (this.#fetching ??= this.#read());
  }

  async #read(): Promise<void> {
    try {
      const [{ plainOf }, { mentioning }] = await Promise.all([import("./markup/plain.ts"), import("./mentioning.svelte.ts")]);
      this.#plain = (text) => plainOf(text, (who) => mentioning.name(who));
    } catch {
      this.#fetching = null;
    }
  }
}

function attached(file?: AttachmentView): string {
  return file?.kind === "voice" ? words().chat.voice : file?.kind === "picture" ? words().chat.picture : (file?.name ?? "");
}

export const saying = new Saying();

import type { Room } from "../../state/room.svelte.ts";
import { type Mentionable, mentionAt, offered, toNames, toTokens, type Typing } from "./mention_typing.ts";
import { mentionableIn } from "./mentionable.ts";
import { mentioning } from "./mentioning.svelte.ts";

/** Names in the message field: which are offered at the caret, and what the text is on the wire. */
export class NamingField {
  readonly #room: Room;
  #typing = $state.raw<Typing | null>(null);
  #dismissed = $state("");
  chosen = $state(0);

  constructor(room: Room) {
    this.#room = room;
  }

  readonly offered: Mentionable[] = $derived.by(() => {
    const typing = this.#typing;
    return typing && typing.query !== this.#dismissed ? offered(typing.query, mentionableIn(this.#room)) : [];
  });

  /** After each change of the text or the caret. */
  look({ value, selectionStart }: HTMLTextAreaElement): void {
    const typing = value.includes("@") ? mentionAt(value, selectionStart) : null;
    if (typing?.query !== this.#typing?.query) this.chosen = 0;
    if (!typing) this.#dismissed = "\0";
    this.#typing = typing;
  }

  /** Whether names were offered, which are not from now on. */
  dismiss(): boolean {
    const stood = this.offered.length > 0;
    this.#dismissed = this.#typing?.query ?? "\0";
    return stood;
  }

  /** The text with a name in it, and where the caret stands then. */
  take(text: string, { name }: Mentionable): [text: string, caret: number] {
    const { from, until } = this.#typing ?? { from: text.length, until: text.length };
    this.#typing = null;
    const begun = `${text.slice(0, from)}@${name} `;
    return [begun + text.slice(until).replace(/^ /u, ""), begun.length];
  }

  /** Whether the key was for the list of names. */
  pressed(event: KeyboardEvent, take: (person: Mentionable) => void): boolean {
    const count = this.offered.length;
    if (count === 0 || event.isComposing || event.ctrlKey || event.altKey || event.shiftKey) return false;
    const picked = this.offered[this.chosen];
    if (event.key === "ArrowDown") this.chosen = (this.chosen + 1) % count;
    else if (event.key === "ArrowUp") this.chosen = (this.chosen - 1 + count) % count;
    else if (picked && (event.key === "Tab" || event.key === "Enter")) take(picked);
    else return false;
    return true;
  }

  wire(text: string): string {
    return text.includes("@") ? toTokens(text, mentionableIn(this.#room)) : text;
  }

  shown(text: string): string {
    return text.includes("<@") ? toNames(text, (who) => mentioning.name(who)) : text;
  }
}

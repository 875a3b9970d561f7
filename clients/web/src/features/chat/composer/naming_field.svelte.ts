import { language } from "../../../language/language.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import { emojiAt, MOST, type Mentionable, mentionAt, offered, toNames, toTokens, type Typing } from "./mention_typing.ts";
import { mentionableIn } from "./mentionable.ts";
import { mentioning } from "../mentioning.svelte.ts";

/** What is put in the place of what is typed: a name, or an emoji. */
export interface Offered {
  key: string;
  shown: string;
  hint: string;
  written: string;
}

/** Names and emoji in the message field: which are offered at the caret, and what the text is on the wire. */
export class NamingField {
  readonly #room: Room;
  #typing = $state.raw<Typing | null>(null);
  #dismissed = $state("");
  #emoji = $state.raw<typeof import("../emoji.ts") | null>(null);
  #seeksEmoji = $state(false);
  chosen = $state(0);

  constructor(room: Room) {
    this.#room = room;
  }

  readonly offered: Offered[] = $derived.by(() => {
    const typing = this.#typing;
    if (!typing || typing.query === this.#dismissed) return [];
    return this.#seeksEmoji ? this.#emojiFor(typing.query) : offered(typing.query, mentionableIn(this.#room)).map(asOffered);
  });

  /** After each change of the text or the caret. */
  look({ value, selectionStart }: HTMLTextAreaElement): void {
    const name = value.includes("@") ? mentionAt(value, selectionStart) : null;
    const emoji = !name && value.includes(":") ? emojiAt(value, selectionStart) : null;
    const typing = name ?? emoji;
    if (typing?.query !== this.#typing?.query) this.chosen = 0;
    if (!typing) this.#dismissed = "\0";
    if (emoji && !this.#emoji) void import("../emoji.ts").then((all) => (this.#emoji = all), () => {});
    this.#seeksEmoji = emoji !== null;
    this.#typing = typing;
  }

  #emojiFor(query: string): Offered[] {
    const found = this.#emoji?.emojiNamed(query, language()) ?? [];
    return found.slice(0, MOST).map(([sign, name]) => ({ key: sign, shown: `${sign} ${name}`, hint: "", written: sign }));
  }

  /** Whether names were offered, which are not from now on. */
  dismiss(): boolean {
    const stood = this.offered.length > 0;
    this.#dismissed = this.#typing?.query ?? "\0";
    return stood;
  }

  /** The text with a name in it, and where the caret stands then. */
  take(text: string, { written }: Offered): [text: string, caret: number] {
    const { from, until } = this.#typing ?? { from: text.length, until: text.length };
    this.#typing = null;
    const begun = `${text.slice(0, from)}${written} `;
    return [begun + text.slice(until).replace(/^ /u, ""), begun.length];
  }

  /** Whether the key was for the list of names. */
  pressed(event: KeyboardEvent, take: (one: Offered) => void): boolean {
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

function asOffered({ name, token, hint }: Mentionable): Offered {
  return { key: token, shown: `@${name}`, hint, written: `@${name}` };
}

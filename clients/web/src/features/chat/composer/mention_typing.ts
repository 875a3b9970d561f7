/** Names in the message field, and the tokens that go over the wire in their place. */
import { found } from "../listing.ts";

export interface Mentionable {
  name: string;
  /** `<@12>`, `<@group:3>` or `<@everyone>`. */
  token: string;
  hint: string;
}

export interface Typing {
  from: number;
  until: number;
  query: string;
}

const BEGUN = /(?:^|[\s(])@([\p{L}\p{N}' -]{0,40})$/u;
const EMOJI_BEGUN = /(?:^|[\s(]):([\p{L}]{2,20})$/u;
const TOKEN = /<@(everyone|(?:group:)?[0-9]{1,16})>/giu;
export const MOST = 8;

/** The name that is being typed before the caret; null where none is. */
export function mentionAt(text: string, caret: number): Typing | null {
  const begun = BEGUN.exec(text.slice(0, caret));
  if (!begun) return null;
  const query = begun[1] ?? "";
  return { from: caret - query.length - 1, until: caret, query };
}

/** The word for an emoji that is being typed before the caret, from its second letter on: `:)` stays what it is. */
export function emojiAt(text: string, caret: number): Typing | null {
  const query = EMOJI_BEGUN.exec(text.slice(0, caret))?.[1];
  return query === undefined ? null : { from: caret - query.length - 1, until: caret, query };
}

/** Who may be meant, those whose first word begins so first. */
export function offered(query: string, people: readonly Mentionable[]): Mentionable[] {
  if (query.endsWith("  ")) return [];
  return people.filter(({ name }) => found([name], query)).slice(0, MOST);
}

/** A text as it goes to the server: each `@name` of these becomes its token, the longest name first. */
export function toTokens(text: string, people: readonly Mentionable[]): string {
  if (!text.includes("@") || people.length === 0) return text;
  const tokens = new Map(people.map(({ name, token }) => [name, token]));
  const names = [...tokens.keys()].filter(Boolean).sort((one, other) => other.length - one.length);
  const any = new RegExp(`@(${names.map(escaped).join("|")})(?![\\p{L}\\p{N}])`, "gu");
  return text.replace(any, (typed: string, name: string) => tokens.get(name) ?? typed);
}

/** A text as it is edited: each token becomes `@name`; one without a name stays. */
export function toNames(text: string, nameOf: (who: string) => string): string {
  return text.replace(TOKEN, (token, who: string) => (nameOf(who.toLowerCase()) ? `@${nameOf(who.toLowerCase())}` : token));
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
}

import type { MessageView } from "../../../generated/api.ts";
import type { OutboxEntry } from "../../../state/shelf.ts";

export const QUICK = ["👍", "❤️", "😂", "🎉", "😮", "🙏"] as const;

export interface Reacted {
  emoji: string;
  people: number[];
  mine: boolean;
}

/** The reactions of a message as they will be once what waits in the outbox has arrived. */
export function reactionsOf(message: MessageView, waiting: readonly OutboxEntry[], me: number | null): Reacted[] {
  const people = new Map(Object.entries(message.reactions ?? {}).map(([emoji, given]) => [emoji, [...given]]));
  for (const { op, args, error } of waiting) {
    if (op !== "reaction.set" || args.message !== message.id || error !== null || me === null) continue;
    const emoji = String(args.emoji);
    const others = (people.get(emoji) ?? []).filter((each) => each !== me);
    people.set(emoji, args.on ? [...others, me] : others);
  }
  const shown = [...people].filter(([, given]) => given.length > 0);
  return shown.map(([emoji, given]) => ({ emoji, people: given, mine: me !== null && given.includes(me) }));
}

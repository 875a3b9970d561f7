/** The messages of one conversation on this device, by `seq`; `seq` is dense, so a jump is a hole. */
import type { MessageView } from "../generated/api.ts";

export class Thread {
  readonly #bySeq = new Map<number, MessageView>();
  #sorted: MessageView[] | null = [];

  /** Ascending by seq; not to be changed. */
  get messages(): readonly MessageView[] {
    return (this.#sorted ??= [...this.#bySeq.values()].sort((one, other) => one.seq - other.seq));
  }

  get last(): MessageView | null {
    return this.messages.at(-1) ?? null;
  }

  at(seq: number): MessageView | null {
    return this.#bySeq.get(seq) ?? null;
  }

  put(message: MessageView): void {
    this.#bySeq.set(message.seq, message);
    if (this.#sorted && message.seq > (this.#sorted.at(-1)?.seq ?? 0)) this.#sorted.push(message);
    else this.#sorted = null;
  }

  drop(seq: number): void {
    if (this.#bySeq.delete(seq)) this.#sorted = null;
  }

  within(fromSeq: number, untilSeq: number): MessageView[] {
    return this.messages.filter(({ seq }) => seq >= fromSeq && seq <= untilSeq);
  }

  /** Index of the first message at or after `seq`; the length when there is none. */
  indexFrom(seq: number): number {
    let [low, high] = [0, this.messages.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.messages[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const unreadLimit = 100;

export interface Unread {
  /** Undeleted, foreign, above the read position; stopped at 100. What is missing there counts too. */
  count: number;
  first: number | null;
}

/** `position`: the last seq read; `me`: the reader's contact. */
export function unreadOf(thread: Thread, position: number, me: number | null): Unread {
  const { messages } = thread;
  let count = 0;
  let first: number | null = null;
  let expected = position + 1;
  for (let index = thread.indexFrom(expected); index < messages.length; index += 1) {
    const message = messages[index] as MessageView;
    const missing = message.seq - expected;
    if (missing > 0) first ??= expected;
    const unread = message.author !== me && message.deleted_at === null;
    if (unread) first ??= message.seq;
    count += missing + (unread ? 1 : 0);
    expected = message.seq + 1;
    if (count >= unreadLimit) return { count: unreadLimit, first };
  }
  return { count, first };
}

/** The latest that was not deleted. */
export function lastShown(messages: readonly MessageView[]): MessageView | null {
  return messages.findLast(({ deleted_at }) => deleted_at === null) ?? null;
}

/** Whether something from `first` on mentions the reader, or everyone (0). */
export function mentions(messages: readonly MessageView[], first: number, me: number | null): boolean {
  return messages.some((each) => each.seq >= first && each.author !== me && each.mentions?.some((who) => who === 0 || who === me));
}

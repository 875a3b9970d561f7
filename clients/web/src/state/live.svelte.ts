import type { PresenceView, ReaderView } from "../generated/api.ts";
import type { Clock } from "../protocol/surroundings.ts";

/** Typing is forgotten after this long without another word of it. */
const typingLasts = 6000;

type Map2<V> = ReadonlyMap<number, V>;

/** What is told while it lasts and may be lost: who types, who read what is looked at, who is there. */
export class Live {
  readonly #clock: Clock;
  /** By conversation: who types there, and how their time is called off. */
  #typing = $state.raw<Map2<Map2<() => void>>>(new Map());
  #reads = $state.raw<Map2<readonly ReaderView[]>>(new Map());
  #presence = $state.raw<Map2<PresenceView>>(new Map());

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(name: string, data: unknown): void {
    if (name === "typing") this.#types(data as { conversation: number; contact: number; on: boolean });
    else if (name === "receipt") this.tookReads(data as { conversation: number; reads: readonly ReaderView[] });
    else if (name === "presence") this.tookPresence([data as PresenceView]);
  }

  typing(conversation: number): number[] {
    return [...(this.#typing.get(conversation)?.keys() ?? [])];
  }

  reads(conversation: number): readonly ReaderView[] {
    return this.#reads.get(conversation) ?? [];
  }

  presence(contact: number): PresenceView | null {
    return this.#presence.get(contact) ?? null;
  }

  tookReads({ conversation, reads }: { conversation: number; reads: readonly ReaderView[] }): void {
    this.#reads = new Map(this.#reads).set(conversation, reads);
  }

  tookPresence(seen: readonly PresenceView[]): void {
    this.#presence = new Map([...this.#presence, ...seen.map((each) => [each.contact, each] as const)]);
  }

  /** A message of theirs came, or the connection was lost. */
  stopped(conversation: number, contact: number): void {
    if (this.#typing.get(conversation)?.has(contact)) this.#types({ conversation, contact, on: false });
  }

  forget(): void {
    this.#typing = new Map();
    this.#reads = new Map();
    this.#presence = new Map();
  }

  #types({ conversation, contact, on }: { conversation: number; contact: number; on: boolean }): void {
    const there = new Map(this.#typing.get(conversation));
    there.get(contact)?.();
    there.delete(contact);
    if (on) there.set(contact, this.#clock.after(typingLasts, () => this.stopped(conversation, contact)));
    this.#typing = new Map(this.#typing).set(conversation, there);
  }
}

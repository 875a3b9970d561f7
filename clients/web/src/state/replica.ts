/**
 * What this client holds of its organisations, folded by `rev`: in any order and as often as it likes, the
 * newest state of each object stays. Knows no network, no storage and no screen.
 */
import type { HoleView, MessageView, Objects, OperationName, Operations, ParticipantView, SyncItem } from "../generated/api.ts";
import { Thread } from "./thread.ts";

export type Kind = keyof Objects;
export type Held = Objects[Kind];
/** The operations that answer with an object of that kind. */
export type Giving<K extends Kind> = {
  [Op in OperationName]: Operations[Op]["result"] extends Objects[K] ? Op : never;
}[OperationName];

/** Who wants to know what the fold did. */
export interface Witness {
  kept(kind: Kind, object: Held): void;
  dropped(kind: Kind, object: Held): void;
  cleared(organisation: number): void;
}

const kinds: readonly Kind[] = [
  ...(["contact", "conversation", "participant", "message", "read", "occurrence", "command", "star"] as const),
  ...(["poll", "ballot", "attendance", "turnout", "draft", "scheduled", "preference", "report", "block"] as const),
];
const inConversation = [
  ...(["message", "read", "command", "star", "participant", "poll", "draft", "scheduled", "preference"] as const),
] as const satisfies readonly Kind[];

type Maps = { [K in Kind]: Map<number, Objects[K]> };

export class Replica {
  readonly #objects = Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as Maps;
  /** Revisions of what was dropped, so that an older state cannot slip in afterwards. */
  readonly #dropped = new Map<number, Map<string, number>>();
  readonly #threads = new Map<number, Thread>();
  readonly #participants = new Map<number, Map<number, ParticipantView>>();
  readonly #witness: Witness;
  /** Contacts that are the reader: one in each organisation. */
  #own: ReadonlySet<number> = new Set();

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  is(own: Iterable<number>): void {
    this.#own = new Set(own);
  }

  apply(item: SyncItem): void {
    if (item.kind === "hole") this.#open(item.data);
    else if (kinds.includes(item.kind)) this.put(item.kind, item.data);
  }

  put<K extends Kind>(kind: K, object: Objects[K]): void {
    if (!this.#isNews(kind, object)) return;
    this.#objects[kind].set(object.id, object);
    this.#dropped.get(object.organisation)?.delete(`${kind}:${object.id}`);
    if (kind === "message") this.thread((object as MessageView).conversation).put(object as MessageView);
    this.#witness.kept(kind, object);
    if (kind === "participant") this.#seat(object as ParticipantView);
  }

  /** What was held before, in any order: who left and came back has two seats, and the one that lasts counts. */
  load(objects: Iterable<[Kind, Held]>): void {
    const isOpenSeat = (kind: Kind, object: Held) => kind === "participant" && (object as ParticipantView).left_at === null;
    const all = [...objects];
    for (const [kind, object] of all) if (isOpenSeat(kind, object)) this.put(kind, object as never);
    for (const [kind, object] of all) this.put(kind, object as never);
  }

  get<K extends Kind>(kind: K, id: number): Objects[K] | null {
    return this.#objects[kind].get(id) ?? null;
  }

  all<K extends Kind>(kind: K): IterableIterator<Objects[K]> {
    return this.#objects[kind].values();
  }

  *everything(): Generator<[Kind, Held]> {
    for (const kind of kinds) for (const object of this.#objects[kind].values()) yield [kind, object];
  }

  thread(conversation: number): Thread {
    return getOrMake(this.#threads, conversation, () => new Thread());
  }

  participants(conversation: number): ParticipantView[] {
    return [...(this.#participants.get(conversation)?.values() ?? [])];
  }

  /** The reader's place in a conversation: the one that lasts, else null. */
  mine(conversation: number): ParticipantView | null {
    return this.participants(conversation).find((each) => this.#isMine(each) && each.left_at === null) ?? null;
  }

  /** Whether this seats the reader in a conversation of which nothing is held yet, or shows them who else sits there. */
  isNewPlace({ kind, data }: SyncItem): boolean {
    if (kind !== "participant" || !this.#isMine(data) || data.left_at !== null) return false;
    const conversation = this.get("conversation", data.conversation);
    const unveiled = data.admin === true && conversation?.kind === "broadcast" && this.mine(data.conversation)?.admin !== true;
    return conversation === null || unveiled;
  }

  /** Drops an organisation; what follows is a snapshot, which may well be of an older epoch. */
  reset(organisation: number): void {
    for (const [kind, object] of [...this.everything()]) {
      if (object.organisation === organisation) this.#remove(kind, object);
    }
    this.#dropped.delete(organisation);
    this.#witness.cleared(organisation);
  }

  /** Keeps the newest `limit` messages of each conversation; what is older is fetched on demand. */
  trim(limit: number): void {
    for (const thread of this.#threads.values()) {
      for (const message of thread.messages.slice(0, -limit)) this.#drop("message", message);
    }
  }

  #isNews(kind: Kind, { id, rev, organisation }: Held): boolean {
    const held = this.#objects[kind].get(id);
    if (held) return rev > held.rev;
    return rev >= (this.#dropped.get(organisation)?.get(`${kind}:${id}`) ?? 0);
  }

  #seat(participant: ParticipantView): void {
    const seats = getOrMake(this.#participants, participant.conversation, () => new Map<number, ParticipantView>());
    seats.set(participant.id, participant);
    if (this.#isMine(participant) && !this.mine(participant.conversation)) this.#leave(participant);
  }

  /** One's own participant stays, as the fact that one left. */
  #leave({ id, conversation }: ParticipantView): void {
    for (const kind of inConversation) {
      for (const object of [...this.#objects[kind].values()]) {
        if (object.conversation === conversation && object.id !== id) this.#drop(kind, object);
      }
    }
    const left = this.get("conversation", conversation);
    if (left) this.#drop("conversation", left);
  }

  #open({ conversation, from_seq, until_seq }: HoleView): void {
    for (const message of this.thread(conversation).within(from_seq, until_seq)) this.#drop("message", message);
  }

  #drop(kind: Kind, object: Held): void {
    this.#remove(kind, object);
    const dropped = getOrMake(this.#dropped, object.organisation, () => new Map<string, number>());
    dropped.set(`${kind}:${object.id}`, object.rev);
    this.#witness.dropped(kind, object);
  }

  #remove(kind: Kind, object: Held): void {
    this.#objects[kind].delete(object.id);
    if (kind === "message") this.#threads.get((object as MessageView).conversation)?.drop((object as MessageView).seq);
    if (kind === "participant") this.#participants.get((object as ParticipantView).conversation)?.delete(object.id);
  }

  #isMine(participant: ParticipantView): boolean {
    return this.#own.has(participant.contact);
  }
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

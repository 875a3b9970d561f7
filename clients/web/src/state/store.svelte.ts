import type { ContactView, ConversationView, MessageView, Objects, OccurrenceView, Operations, OrganisationView, ReadView } from "../generated/api.ts";
import type { Api } from "../protocol/api.ts";
import type { Clock } from "../protocol/surroundings.ts";
import { faceOf } from "./faces.ts";
import { Feed } from "./feed.ts";
import { Journal } from "./journal.ts";
import { inTime } from "./moments.ts";
import { type Preferred, standingOf } from "./preferring.ts";
import { Reads } from "./reads.svelte.ts";
import { type Giving, type Held, type Kind, Replica } from "./replica.ts";
import { Restored } from "./restored.ts";
import { Room } from "./room.svelte.ts";
import { type ConversationRow, type Face, isListGone, type ParticipantRow } from "./rows.ts";
import type { OutboxEntry, Shelf } from "./shelf.ts";
import { lastShown, mentions, type Unread, unreadOf } from "./thread.ts";

/** Messages of each conversation kept on the device from one start to the next. */
const keptPerConversation = 300;

/** The session, as far as the store looks at it. */
export interface Reader {
  readonly organisations: readonly OrganisationView[];
  readonly current: OrganisationView | null;
}

/** The outbox, as far as rooms show it. */
export interface Waiting {
  in(conversation: number): readonly OutboxEntry[];
  /** The key under which a message of one's own was sent from this tab. */
  keyOf(message: number): string | null;
  /** A message came to be held, from wherever: it may be one's own that still waits. */
  heard(message: MessageView): void;
}

export interface StoreParts {
  api: Pick<Api, "call">;
  clock: Clock;
  shelf: () => Shelf;
  reader: Reader;
  waiting: () => Waiting;
}

export class Store {
  readonly parts: StoreParts;
  readonly replica: Replica;
  readonly journal: Journal;
  readonly feed: Feed;
  readonly reads: Reads;
  readonly #restored: Restored;
  /** What somebody is called who was erased: the words of the reader, who are not known here. */
  removedMember: () => string = () => "";
  readonly #rooms = new Map<number, Room>();
  readonly #rowCache = new Map<number, ConversationRow>();
  /** Beats at each change of the replica: one signal, however many objects a page brings. */
  #beat = $state(0);

  constructor(parts: StoreParts) {
    this.parts = parts;
    const changed = () => this.#changed();
    this.journal = new Journal(parts.shelf);
    this.replica = new Replica(this.#witness());
    this.feed = new Feed({ replica: this.replica, journal: this.journal, clock: parts.clock, api: parts.api, changed });
    this.#restored = new Restored({
      ...parts,
      took: (messages) => this.take("message", messages),
      wanted: (id) => this.replica.mine(id) !== null && !this.replica.get("conversation", id)?.removed_at,
    });
    this.reads = new Reads({ ...parts, took: (read: ReadView) => this.take("read", [read]) });
  }

  /** Of the current organisation, last activity first. */
  readonly conversations: ConversationRow[] = $derived.by(() => {
    this.heed();
    const organisation = this.parts.reader.current?.id;
    const listed = [...this.replica.all("conversation")].filter((each) => each.organisation === organisation && !each.removed_at);
    return listed.map((each) => this.row(each)).filter(({ mine }) => mine).sort(byActivity);
  });

  /** Of the current organisation, by name. */
  readonly contacts: ContactView[] = $derived.by(() => {
    this.heed();
    const { current } = this.parts.reader;
    const listed = [...this.replica.all("contact")].filter((each) => each.organisation === current?.id && !each.removed_at);
    return listed.sort((one, other) => one.name.localeCompare(other.name, current?.language));
  });

  /** Of the current organisation, by start. */
  readonly occurrences: OccurrenceView[] = $derived.by(() => {
    this.heed();
    const organisation = this.parts.reader.current?.id;
    const listed = [...this.replica.all("occurrence")].filter((each) => each.organisation === organisation);
    return listed.sort((one, other) => inTime(one.starts_at, other.starts_at) || one.id - other.id);
  });

  /** Whether the current organisation is being fetched for the first time. */
  get loading(): boolean {
    this.heed();
    const { current } = this.parts.reader;
    return current !== null && (this.feed.isFilling(current.id) || !this.feed.cursors.has(current.id));
  }

  /** The same room until `room.close()`. */
  room(id: number): Room {
    let room = this.#rooms.get(id);
    if (!room) this.#rooms.set(id, (room = new Room(this, id, () => this.#rooms.delete(id))));
    return room;
  }

  /** What one has begun to write there; "" is nothing. */
  draft(conversation: number): string {
    this.heed();
    return this.#own("draft", conversation)?.text ?? "";
  }

  contact(id: number): Face {
    this.heed();
    const found = this.replica.get("contact", id);
    return found?.erased_at ? { ...found, name: this.removedMember() } : (found ?? { id, name: "" });
  }

  /** Fetches occurrences of the current organisation between two dates (`2026-11-01`). Throws ApiError. */
  async agendaLoad(from: string, until: string): Promise<void> {
    const organisation = this.parts.reader.current?.id;
    if (organisation === undefined) return;
    let page: string | null = null;
    do {
      const further: { page?: string } = page === null ? {} : { page };
      const listed = await this.parts.api.call("agenda.list", { organisation, from, until, limit: 200, ...further });
      this.take("occurrence", listed.items);
      page = listed.next;
    } while (page !== null);
  }

  /** Objects out of an answer; folded like any other. */
  take<K extends Kind>(kind: K, objects: readonly { rev: number; id: number }[]): void {
    for (const object of objects) this.replica.put(kind, object as never);
    this.#changed();
  }

  /** Has the server change something now, and takes the object that it answers. `key`: of an earlier attempt. Throws ApiError. */
  async write<K extends Kind, Op extends Giving<K>>(
    kind: K,
    op: Op,
    args: Operations[Op]["args"],
    key: string = crypto.randomUUID(),
  ): Promise<Operations[Op]["result"]> {
    const answer = await this.parts.api.call(op, args, { key });
    this.take(kind, [answer as Objects[K]]);
    return answer;
  }

  /** Makes a derived value depend on the replica. */
  heed(): void {
    void this.#beat;
  }

  row(conversation: ConversationView): ConversationRow {
    const { id } = conversation;
    const waits = this.reads.of(id) || this.parts.waiting().in(id).length;
    const cached = this.#rowCache.get(id);
    if (!waits && cached?.conversation === conversation) return cached;
    const { messages } = this.replica.thread(id);
    const { count: unread, first } = this.unread(conversation);
    const mentioned = first !== null && mentions(messages, first, this.me(conversation));
    const preferred = this.#preferred(id);
    const row = {
      conversation,
      ...faceOf(conversation, this),
      last: lastShown(messages),
      unread,
      mentioned,
      preferred,
      ...standingOf(preferred, messages.at(-1)?.seq ?? 0, mentioned, this.parts.clock.now()),
      mine: this.replica.mine(id),
    };
    // What is muted ends without an event.
    if (!waits && !row.muted) this.#rowCache.set(id, row);
    return row;
  }

  unread(conversation: ConversationView): Unread {
    // The list that was answered is removed: it waits for its administrators no more.
    if (isListGone(conversation) && this.replica.mine(conversation.id)?.admin) return { count: 0, first: null };
    return unreadOf(this.replica.thread(conversation.id), this.position(conversation.id), this.me(conversation));
  }

  /** The last seq read, here or elsewhere, and as it will be once what waits has arrived. */
  position(conversation: number): number {
    const ahead = this.reads.of(conversation);
    const joined = (this.replica.mine(conversation)?.from_seq ?? 1) - 1;
    return ahead < 0 ? -ahead - 1 : Math.max(this.#own("read", conversation)?.seq ?? joined, ahead);
  }

  /** The reader's contact in the organisation of that conversation. */
  me({ organisation }: Pick<ConversationView, "organisation">): number | null {
    return this.parts.reader.organisations.find(({ id }) => id === organisation)?.contact ?? null;
  }

  /** Those held of a conversation, ascending. */
  messages(conversation: number): readonly MessageView[] {
    return this.replica.thread(conversation).messages;
  }

  conversationOf(message: number): number | null {
    return this.replica.get("message", message)?.conversation ?? null;
  }

  participants(conversation: number): ParticipantRow[] {
    const present = this.replica.participants(conversation).filter(({ left_at }) => left_at === null);
    return present.map((participant) => ({ participant, contact: this.contact(participant.contact) }));
  }

  /** From the shelf into memory, at start. */
  async load(): Promise<void> {
    this.identify();
    const { objects, cursors, notes } = await this.parts.shelf().load();
    this.replica.load(objects);
    this.feed.load(cursors);
    this.reads.load(notes.get("reads"));
    this.#changed();
  }

  /** From now on this tab writes the shelf; `fresh`: memory is what the shelf held a moment ago. */
  lead(fresh: boolean): void {
    const organisations = this.parts.reader.organisations.map(({ id }) => id);
    if (fresh) this.journal.lead();
    else this.journal.takeOver(this.replica, this.feed.cursors, organisations);
    if (fresh) this.replica.trim(keptPerConversation);
  }

  /** Says again who the reader is in each organisation. */
  identify(): void {
    this.replica.is(this.parts.reader.organisations.flatMap(({ contact }) => contact ?? []));
  }

  forget(): void {
    for (const { organisation } of [...this.replica.everything()].map(([, object]) => object)) this.replica.reset(organisation);
    this.feed.forget();
    this.reads.forget();
    this.#restored.forget();
    for (const room of [...this.#rooms.values()]) room.close();
    this.#changed();
  }

  #preferred(conversation: number): Preferred {
    const chosen = this.parts.waiting().in(conversation).filter(({ op, error }) => op === "preference.set" && error === null);
    return Object.assign({}, this.#own("preference", conversation), ...chosen.map(({ args }) => args)) as Preferred;
  }

  /** The one object of a kind that the reader has there. */
  #own<K extends "read" | "draft" | "preference">(kind: K, conversation: number): Objects[K] | null {
    for (const each of this.replica.all(kind)) if (each.conversation === conversation) return each;
    return null;
  }

  #witness() {
    return {
      kept: (kind: Kind, object: Held) => {
        this.#stale(kind, object);
        this.#restored.kept(kind, object);
        this.journal.kept(kind, object);
        if (kind === "message") this.parts.waiting().heard(object as MessageView);
      },
      dropped: (kind: Kind, object: Held) => {
        this.#stale(kind, object);
        this.#restored.dropped(kind, object);
        this.journal.dropped(kind, object);
      },
      cleared: (organisation: number) => {
        this.#rowCache.clear();
        this.journal.cleared(organisation);
      },
    };
  }

  #stale(kind: Kind, object: Held): void {
    if (kind === "contact") this.#rowCache.clear();
    else if ("conversation" in object) this.#rowCache.delete(object.conversation);
  }

  #changed(): void {
    this.#beat += 1;
    for (const room of this.#rooms.values()) room.arrived();
  }
}

function byActivity(one: ConversationRow, other: ConversationRow): number {
  return inTime(activity(other), activity(one)) || other.conversation.id - one.conversation.id;
}

function activity({ last, conversation }: ConversationRow): string {
  return last?.sent_at ?? conversation.created_at;
}

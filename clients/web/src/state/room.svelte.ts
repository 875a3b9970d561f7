import type { CommandView, ConversationView, MessageView } from "../generated/api.ts";
import type { ApiError } from "../protocol/frames.ts";
import type { ConversationRow, HoleRow, MessageRow, ParticipantRow, Row } from "./rows.ts";
import { rowsOf } from "./room_rows.ts";
import type { Store } from "./store.svelte.ts";
import { type Window, movedDown, movedUp, newestWindow, openingWindow, shownIn, windowAround } from "./window.ts";

/** Messages asked of the server at a time. */
const atOnce = 50;

/** One conversation as it is read: a window on its thread, the unread line, the draft. */
export class Room {
  readonly id: number;
  readonly #store: Store;
  readonly #closed: () => void;
  #window = $state.raw<Window>({ top: 0, bottom: null });
  #loading = $state(false);
  #draft = $state("");
  #unreadFrom = $state<number | null>(null);
  #unreadAtOpening = $state(0);
  #placed = false;
  /** A message was asked for: finding the unread line does not move the window away from it. */
  #sought = false;
  #trouble = $state<ApiError | null>(null);
  /** Nothing is to be had there: the start of the conversation, or a time when one was not a participant. */
  readonly #empty = new Set<number>();
  readonly #made = new WeakMap<MessageView, MessageRow>();

  constructor(store: Store, id: number, closed: () => void) {
    this.#store = store;
    this.id = id;
    this.#closed = closed;
    void this.#fetchDraft();
    this.arrived();
  }

  readonly conversation: ConversationView | null = $derived.by(() => {
    this.#store.heed();
    const held = this.#store.replica.get("conversation", this.id);
    return held?.removed_at ? null : held;
  });

  readonly #row: ConversationRow | null = $derived.by(() => {
    this.#store.heed();
    return this.conversation && this.#store.row(this.conversation);
  });

  get title(): string {
    return this.#row?.title ?? "";
  }

  /** The title of the list that was answered, for its administrators. */
  get under(): string {
    return this.#row?.under ?? "";
  }

  get picture(): number | null | undefined {
    return this.#row?.picture;
  }

  readonly participants: ParticipantRow[] = $derived.by(() => {
    this.#store.heed();
    return this.#store.participants(this.id);
  });

  /** Ascending, at most 300. */
  readonly rows: Row[] = $derived.by(() => {
    this.#store.heed();
    return rowsOf({
      messages: shownIn(this.#messages, this.#window),
      atNewest: this.#window.bottom === null,
      commands: this.#commands(),
      waiting: this.#store.parts.waiting(),
      conversation: this.id,
      hidden: this.#empty,
      me: this.conversation && this.#store.me(this.conversation),
      name: (contact) => this.#store.contact(contact),
      made: this.#made,
    });
  });

  /** The line "n unread messages" stands above this seq; fixed on opening, gone after `close`. */
  get unreadFrom(): number | null {
    return this.#unreadFrom;
  }

  /** How many were unread on opening, stopped at 100. */
  get unreadAtOpening(): number {
    return this.#unreadAtOpening;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** Why the latest fetch brought nothing. */
  get trouble(): ApiError | null {
    return this.#trouble;
  }

  get hasOlder(): boolean {
    this.#store.heed();
    const [first] = shownIn(this.#messages, this.#window);
    if (!first) return this.conversation !== null && !this.#empty.has(1);
    return this.#messages[0] !== first || this.#startsLater(first.seq);
  }

  /** True when the window was moved up so far that the newest rows fell out of it. */
  get hasNewer(): boolean {
    return this.#window.bottom !== null;
  }

  get draft(): string {
    return this.#draft;
  }

  set draft(text: string) {
    this.#draft = text;
    void this.#store.parts.shelf().note(`draft:${this.id}`, text || null);
  }

  async loadOlder(): Promise<void> {
    const first = shownIn(this.#messages, this.#window)[0]?.seq;
    if (first === undefined) return this.#fetch({});
    const before = this.#store.replica.thread(this.id).at(first - 1);
    if (!before && this.#startsLater(first)) await this.#fetch({ before: first });
    this.#window = movedUp(this.#messages, this.#window);
  }

  async loadNewer(): Promise<void> {
    this.#window = movedDown(this.#messages, this.#window);
  }

  toNewest(): void {
    this.#window = newestWindow(this.#messages);
  }

  /** Fetches the newest part of what is missing there; the row shrinks or goes away. */
  async fill({ fromSeq, untilSeq }: Pick<HoleRow, "fromSeq" | "untilSeq">): Promise<void> {
    await this.#fetch({ before: untilSeq + 1 }, fromSeq);
  }

  /** Brings the window to that message, for /chat/12/m/345. */
  async show(seq: number): Promise<void> {
    this.#sought = true;
    if (!this.#store.replica.thread(this.id).at(seq)) await this.#fetch({ before: seq + atOnce / 2 });
    this.#window = windowAround(this.#messages, seq);
  }

  /** Called once a row was on the screen for a second in a focused window. */
  markRead(seq: number): void {
    if (seq > this.#store.position(this.id)) this.#store.reads.reach(this.id, seq);
  }

  /** To be called when the reader leaves the room. */
  close(): void {
    this.#closed();
  }

  get #messages(): readonly MessageView[] {
    return this.#store.replica.thread(this.id).messages;
  }

  /** Places the unread line once, as soon as the conversation and what was read of it are known. */
  arrived(): void {
    const conversation = this.#store.replica.get("conversation", this.id);
    if (this.#placed || !conversation || this.#store.feed.isFilling(conversation.organisation)) return;
    this.#placed = true;
    this.#place(conversation);
    const first = this.#unreadFrom;
    if (first !== null && !this.#store.replica.thread(this.id).at(first)) {
      void this.#fetch({ after: first - 1 }).then(() => this.#place(conversation));
    } else if (this.#messages.length === 0) void this.#fetch({}).then(() => this.#place(conversation));
  }

  #place(conversation: ConversationView): void {
    const unread = this.#store.unread(conversation);
    this.#unreadFrom = unread.first;
    this.#unreadAtOpening = unread.count;
    if (!this.#sought) this.#window = openingWindow(this.#messages, unread.first);
  }

  async #fetchDraft(): Promise<void> {
    const kept = await this.#store.parts.shelf().noted<string>(`draft:${this.id}`);
    this.#draft ||= kept ?? "";
  }

  /** Without a connection things stay as they are: the hole or "older" can be asked for again. */
  async #fetch(range: { before?: number; after?: number }, from = (range.after ?? 0) + 1): Promise<void> {
    this.#loading = true;
    this.#trouble = null;
    try {
      const listed = await this.#store.parts.api.call("message.history", { conversation: this.id, ...range, limit: atOnce });
      const found = listed.items.some(({ seq }) => seq >= from && seq < (range.before ?? Infinity));
      if (!found) this.#empty.add(from);
      this.#store.take("message", listed.items);
    } catch (error) {
      this.#trouble = error as ApiError;
    } finally {
      this.#loading = false;
    }
  }

  #startsLater(seq: number): boolean {
    const start = this.#store.replica.mine(this.id)?.from_seq ?? 1;
    return seq > Math.max(1, start) && !this.#empty.has(1);
  }

  #commands(): CommandView[] {
    return [...this.#store.replica.all("command")].filter(({ conversation }) => conversation === this.id);
  }
}

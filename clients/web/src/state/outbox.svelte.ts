import type { CommandSpec, MessageView, OperationName, Operations } from "../generated/api.ts";
import { waitBefore } from "../protocol/backoff.ts";
import { ApiError } from "../protocol/frames.ts";
import { Echoes } from "./echoes.ts";
import type { Kind } from "./replica.ts";
import { byOrder, type OutboxParts, sentenceOf } from "./outbox_parts.ts";
import type { OutboxEntry, WaitingFile } from "./shelf.ts";

/** What was written and has not reached the server; tried for ever, in order within a conversation. */
export class Outbox {
  readonly #parts: OutboxParts;
  #entries = $state.raw<readonly OutboxEntry[]>([]);
  /** Conversations with a request under way or waiting for its next attempt. */
  readonly #busy = new Map<number, { calledOff: () => void }>();
  readonly #attempts = new Map<number, number>();
  /** Not yet on the shelf: not to be sent, and not to be missed when the shelf is read again. */
  readonly #unwritten = new Set<string>();
  readonly #done = new Set<string>();
  readonly #echoes = new Echoes();
  #leads = false;
  /** Whether somebody is signed in, so that the shelf's entries are theirs. */
  #home = false;
  /** Whether the server said, since this page was opened, that the entries' author is who is signed in. */
  #trusted = false;
  #lastOrder = 0;
  #progress = $state.raw<Readonly<Record<string, number>>>({});
  readonly #stops = new Map<string, AbortController>();

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    parts.tabs.listen(({ what }) => {
      if (what === "outbox" && this.#home) void this.load();
    });
  }

  /** Writes waiting for the server, in all rooms. */
  get waiting(): number {
    return this.#entries.filter(({ error, op }) => error === null && op !== "draft.set").length;
  }

  /** `parts`: what the message holds besides its text, by the names of `message.send`. */
  send(conversation: number, text: string, parts: Record<string, unknown> = {}, uploads: WaitingFile[] = []): void {
    const files = uploads.length > 0 ? { uploads } : {};
    this.#add({ conversation, op: "message.send", args: { conversation, text, ...parts }, gives: "message", shows: "row", ...files });
  }

  /** Any write that may wait for a connection, in order with what else was written there; `key` if it was tried before. */
  write(
    conversation: number,
    op: OperationName,
    args: OutboxEntry["args"],
    gives: Kind | null = null,
    shows: "row" | "card" | "nothing" = "nothing",
    key?: string,
  ): void {
    // Of drafts that wait only the last matters.
    const older = op === "draft.set" ? this.in(conversation).filter((each) => each.op === op) : [];
    for (const { key } of older) this.#forgetEntry(key);
    this.#add({ conversation, op, args, gives, shows }, key);
  }

  /** The text of a command, with its slash; its answer comes as a card for the caller only. */
  runCommand(conversation: number, text: string): void {
    this.#add({ conversation, op: "command.run", args: { conversation, text }, gives: "command", shows: "row" });
  }

  edit(message: number, text: string): void {
    this.#change("message.edit", message, { message, text });
  }

  remove(message: number): void {
    this.#change("message.delete", message, { message });
  }

  /** Tries a refused write again, after what is waiting now. */
  retry(key: string): void {
    const entry = this.#entries.find((each) => each.key === key);
    if (entry) this.#save({ ...entry, error: null, order: this.#nextOrder() });
  }

  /** How far the files of a waiting message have come, from 0 to 1. */
  progress(key: string): number {
    return this.#progress[key] ?? 0;
  }

  discard(key: string): void {
    this.#stops.get(key)?.abort();
    this.#forgetEntry(key);
  }

  /** Known commands of an organisation; without a connection those of the last time. */
  async commands(organisation: number): Promise<CommandSpec[]> {
    const name = `commands:${organisation}`;
    try {
      const { items } = await this.#parts.api.call("command.list", { organisation, limit: 200 });
      await this.#parts.shelf().note(name, items);
      return items;
    } catch {
      return (await this.#parts.shelf().noted<CommandSpec[]>(name)) ?? [];
    }
  }

  /** In the current organisation; answers the id of the conversation. Throws ApiError. */
  async openDirect(contact: number): Promise<number> {
    const given = { organisation: this.#organisation(), contact };
    return (await this.#parts.store.write("conversation", "conversation.open_direct", given)).id;
  }

  /** In the current organisation; answers the id of the conversation. Throws ApiError. */
  async createGroup(given: Omit<Operations["conversation.create"]["args"], "organisation">): Promise<number> {
    const whole = { organisation: this.#organisation(), ...given };
    return (await this.#parts.store.write("conversation", "conversation.create", whole)).id;
  }

  in(conversation: number): readonly OutboxEntry[] {
    return this.#entries.filter((each) => each.conversation === conversation && !this.#echoes.isSeen(each.key));
  }

  keyOf(id: number): string | null {
    return this.#echoes.keyOf(id);
  }

  /** From the shelf: at start, and when another tab wrote there. */
  async load(): Promise<void> {
    this.#home = true;
    const kept = (await this.#parts.shelf().outbox()).filter(({ key }) => !this.#done.has(key));
    const known = new Set(kept.map(({ key }) => key));
    const unwritten = this.#entries.filter(({ key }) => this.#unwritten.has(key) && !known.has(key));
    this.#entries = [...kept, ...unwritten].sort(byOrder);
    this.#lastOrder = Math.max(this.#lastOrder, ...this.#entries.map(({ order }) => order));
    this.#recognise();
    this.#pump();
  }

  /** From now on this tab sends; the others only write down. */
  lead(): void {
    this.#leads = true;
    this.#pump();
  }

  /** The cookie is the author's: nothing goes out under another name. */
  trust(): void {
    this.#trusted = true;
    this.#pump();
  }

  /** There is a connection again: what waits for its next attempt goes now. */
  wake(): void {
    for (const { calledOff } of [...this.#busy.values()]) calledOff();
    this.#pump();
  }

  forget(): void {
    for (const { calledOff } of [...this.#busy.values()]) calledOff();
    this.#home = this.#trusted = false;
    this.#entries = [];
    this.#attempts.clear();
  }

  /** One's own message, come before the answer to its sending, is shown once. The answer settles the rest. */
  heard(message: MessageView): void {
    if (this.#entries.length === 0 || message.author !== this.#parts.store.me(message)) return;
    if (this.#echoes.heard(message, this.in(message.conversation))) this.#entries = [...this.#entries];
  }

  /** A device whose page was closed, or whose answer was lost, holds what it wrote twice: as a row and as the message. */
  #recognise(): void {
    for (const conversation of new Set(this.#entries.map((entry) => entry.conversation))) {
      for (const message of this.#parts.store.messages(conversation)) this.heard(message);
    }
  }

  #change(op: "message.edit" | "message.delete", message: number, args: OutboxEntry["args"]): void {
    const conversation = this.#parts.store.conversationOf(message);
    if (conversation !== null) this.#add({ conversation, op, args, gives: "message", shows: "change" });
  }

  #add(written: Pick<OutboxEntry, "conversation" | "op" | "args" | "gives" | "shows" | "uploads">, key: string = crypto.randomUUID()): void {
    const at = new Date(this.#parts.clock.now()).toISOString();
    const after = this.#parts.store.messages(written.conversation).at(-1)?.seq ?? 0;
    const entry = { ...written, key, order: this.#nextOrder(), at, after, error: null };
    this.#save(entry);
  }

  /** Shown at once; sent only after it is on the shelf. */
  #save(entry: OutboxEntry): void {
    this.#unwritten.add(entry.key);
    this.#entries = [...this.#entries.filter(({ key }) => key !== entry.key), entry].sort(byOrder);
    const written = () => {
      this.#unwritten.delete(entry.key);
      this.#parts.tabs.tell({ what: "outbox" });
      this.#pump();
    };
    // A full disk must not keep a message from being sent.
    this.#parts.shelf().putEntry(entry).then(written, written);
  }

  #pump(): void {
    if (!this.#leads || !this.#home || !this.#trusted) return;
    for (const entry of this.#entries) {
      if (entry.error !== null || this.#busy.has(entry.conversation) || this.#unwritten.has(entry.key)) continue;
      this.#busy.set(entry.conversation, { calledOff: () => {} });
      void this.#deliver(entry);
    }
  }

  async #deliver(entry: OutboxEntry): Promise<void> {
    try {
      const args = entry.uploads ? await this.#withFiles(entry) : entry.args;
      if (args === null) return this.#release(entry.conversation);
      const result = await this.#parts.api.call(entry.op, args as never, { key: entry.key });
      this.#delivered(entry, result as { id: number; rev: number });
    } catch (error) {
      if (error instanceof ApiError && !error.passing) this.#refused(entry, error);
      else this.#later(entry, error instanceof ApiError ? error.retryAfter : null);
      return;
    }
    this.#release(entry.conversation);
  }

  /** Files first; their numbers are on the shelf before the message goes, so that its key always stands for the same. */
  async #withFiles(entry: OutboxEntry): Promise<OutboxEntry["args"] | null> {
    const stop = new AbortController();
    this.#stops.set(entry.key, stop);
    try {
      const { sendFiles } = await import("./uploads.ts");
      return await sendFiles(entry, {
        organisation: this.#organisation(),
        progress: (part) => (this.#progress = { ...this.#progress, [entry.key]: part }),
        signal: stop.signal,
        keep: (kept) => this.#keep(kept),
      });
    } catch (error) {
      if (stop.signal.aborted) return null;
      throw error;
    } finally {
      this.#stops.delete(entry.key);
    }
  }

  async #keep(entry: OutboxEntry): Promise<void> {
    if (!this.#entries.some(({ key }) => key === entry.key)) return;
    this.#entries = this.#entries.map((each) => (each.key === entry.key ? entry : each));
    await this.#parts.shelf().putEntry(entry).catch(() => {});
  }

  #delivered(entry: OutboxEntry, result: { id: number; rev: number; seq?: number }): void {
    this.#attempts.delete(entry.conversation);
    if (entry.shows === "row") this.#echoes.answered(entry.key, result.id);
    this.#forgetEntry(entry.key);
    // The same words a second time are another message: also to a page that is opened again and knows no answers.
    const again = this.in(entry.conversation).filter(({ op, args }) => op === entry.op && args.text && args.text === entry.args.text);
    for (const each of again) void this.#keep({ ...each, after: result.seq ?? 0 });
    if (entry.gives !== null) this.#parts.store.take(entry.gives, [result]);
  }

  #refused(entry: OutboxEntry, error: ApiError): void {
    this.#attempts.delete(entry.conversation);
    // What was not used within a day is gone: the next attempt sends it again.
    const uploads = error.code === "not_found" ? entry.uploads?.map((each) => ({ ...each, file: null })) : undefined;
    const kept = this.#entries.find(({ key }) => key === entry.key) ?? entry;
    this.#save({ ...kept, ...(uploads ? { uploads } : {}), error: sentenceOf(error) });
    this.#release(entry.conversation);
  }

  #later({ conversation }: OutboxEntry, retryAfter: number | null): void {
    const attempt = this.#attempts.get(conversation) ?? 0;
    this.#attempts.set(conversation, attempt + 1);
    const wait = Math.max(waitBefore(attempt, this.#parts.random), (retryAfter ?? 0) * 1000);
    const cancel = this.#parts.clock.after(wait, () => this.#release(conversation));
    const calledOff = () => {
      cancel();
      this.#busy.delete(conversation);
    };
    this.#busy.set(conversation, { calledOff });
  }

  #release(conversation: number): void {
    this.#busy.delete(conversation);
    this.#pump();
  }

  #forgetEntry(key: string): void {
    this.#done.add(key);
    this.#entries = this.#entries.filter((each) => each.key !== key);
    const told = () => this.#parts.tabs.tell({ what: "outbox" });
    this.#parts.shelf().dropEntry(key).then(told, told);
  }

  #nextOrder(): number {
    return (this.#lastOrder = Math.max(this.#lastOrder + 1, this.#parts.clock.now()));
  }

  #organisation(): number {
    const { current } = this.#parts.reader;
    if (!current) throw new ApiError({ code: "unauthenticated", message: "" });
    return current.id;
  }
}

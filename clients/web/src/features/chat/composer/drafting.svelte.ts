import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import { talking } from "../talking.svelte.ts";

const savedAfter = 1000;
const typingEvery = 3000;

/** Keeps the draft of a room on one's other devices too, and says that one types. */
export class Drafting {
  readonly #room: Room;
  /** What the server has, as far as this device sent it or took it over. */
  #known: string | null = null;
  #knownReply: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** As it will be once what waits to be sent has arrived. */
  readonly #held = $derived.by(() => {
    app.store.heed();
    const waiting = app.outbox.in(this.#room.id).findLast(({ op, error }) => op === "draft.set" && error === null);
    if (waiting) return { text: waiting.args.text ?? "", reply_to: waiting.args.reply_to ?? null };
    return [...app.store.replica.all("draft")].find(({ conversation }) => conversation === this.#room.id) ?? null;
  });

  readonly saved = $derived(this.#held?.text ?? null);

  /** The message that the draft answers, once it is among the rows. */
  readonly savedAnswered = $derived.by(() => {
    const id = this.#held?.text ? this.#held.reply_to : null;
    const found = id === null ? undefined : this.#room.rows.find((row) => row.kind === "message" && row.message.id === id);
    return found?.kind === "message" ? found : null;
  });

  /** What came from another device is taken over, unless something is being written here that it does not have. */
  came(text: string | null, writing: boolean): void {
    const untouched = this.#room.draft === (this.#known ?? "");
    if (text === null || this.#timer !== undefined || (writing && !untouched)) return;
    if (text !== this.#known && (untouched || this.#known !== null || text !== "")) this.#room.draft = text;
    this.#known = text;
  }

  /** What is answered was chosen, or is not any more. */
  answers(message: number | null): void {
    if (message === this.#knownReply) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), savedAfter);
  }

  /** The answer of the draft was taken up again. */
  tookUp(message: number): void {
    this.#knownReply = message;
  }

  typed(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), savedAfter);
    const now = Date.now();
    if (text === "" || now - this.#told < typingEvery || app.connection.state !== "online") return;
    this.#told = now;
    this.#say(true);
  }

  /** At once: when the room is left. */
  save(): void {
    if (this.#timer === undefined) return;
    this.#stop();
    const text = this.#room.draft.slice(0, 10_000);
    // Where one sits no longer it stays on this device.
    if (app.store.replica.get("conversation", this.#room.id) === null) return;
    const reply = (text && talking.answered(this.#room.id)?.message.id) || null;
    if (text === (this.#known ?? "") && reply === this.#knownReply) return;
    [this.#known, this.#knownReply] = [text, reply];
    app.outbox.write(this.#room.id, "draft.set", { conversation: this.#room.id, text, reply_to: reply }, "draft");
  }

  /** It was sent; the server ends the draft by itself. */
  sent(): void {
    this.#stop();
    [this.#known, this.#knownReply] = ["", null];
    this.#told = 0;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #say(on: boolean): void {
    if (app.connection.state !== "online") return;
    void app.api.call("typing.set", { conversation: this.#room.id, on }).catch(() => {});
  }
}

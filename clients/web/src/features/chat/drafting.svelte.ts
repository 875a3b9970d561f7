import { app } from "../../state/app.svelte.ts";
import type { Room } from "../../state/room.svelte.ts";

const savedAfter = 1000;
const typingEvery = 3000;

/** Keeps the draft of a room on one's other devices too, and says that one types. */
export class Drafting {
  readonly #room: Room;
  /** What the server has, as far as this device sent it or took it over. */
  #known: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  readonly saved = $derived.by(() => {
    app.store.heed();
    return [...app.store.replica.all("draft")].find(({ conversation }) => conversation === this.#room.id)?.text ?? null;
  });

  /** What came from another device is taken over, unless something is being written here that it does not have. */
  came(text: string | null, writing: boolean): void {
    const untouched = this.#room.draft === (this.#known ?? "");
    if (text === null || this.#timer !== undefined || (writing && !untouched)) return;
    if (text !== this.#known && (untouched || this.#known !== null || text !== "")) this.#room.draft = text;
    this.#known = text;
  }

  typed(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), savedAfter);
    const now = Date.now();
    if (text === "" || now - this.#told < typingEvery) return;
    this.#told = now;
    this.#say(true);
  }

  /** At once: when the room is left. */
  save(): void {
    if (this.#timer === undefined) return;
    this.#stop();
    const text = this.#room.draft.slice(0, 10_000);
    // Where one sits no longer it stays on this device.
    if (this.#room.conversation === null) return;
    if (text === (this.#known ?? "")) return;
    this.#known = text;
    app.outbox.write(this.#room.id, "draft.set", { conversation: this.#room.id, text }, "draft");
  }

  /** It was sent; the server ends the draft by itself. */
  sent(): void {
    this.#stop();
    this.#known = "";
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

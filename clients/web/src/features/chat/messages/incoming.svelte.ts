import type { Catalogue } from "../../../language/catalogue.ts";
import type { Room } from "../../../state/room.svelte.ts";
import type { MessageRow } from "../../../state/rows.ts";
import { foreignAfter, newestSeq } from "./arranging.ts";
import { saying } from "../saying.svelte.ts";

type Announce = (sentence: string, summary: (count: number) => string) => void;

/** What arrives while a room is open: spoken when new, counted while the reader is further up. */
export class Incoming {
  readonly #announce: Announce;
  #heardUpTo: number | null = null;
  #reached = $state(0);
  #failed = new Set<string>();

  constructor(announce: Announce) {
    this.#announce = announce;
  }

  /** Speaks messages newer than all before; the first call only takes the measure. */
  notice(room: Room, words: Catalogue["room"]): void {
    this.#noticeFailures(room, words);
    const newest = newestSeq(room.rows);
    const heard = this.#heardUpTo;
    this.#heardUpTo = Math.max(heard ?? 0, newest);
    if (heard === null || room.hasNewer) return;
    for (const row of foreignAfter(room.rows, heard)) {
      void this.#speak(row, words);
    }
  }

  async #speak({ author, message }: MessageRow, words: Catalogue["room"]): Promise<void> {
    this.#announce(words.incoming(author.name, await saying.lineOnce(message)), words.incomingMany);
  }

  /** The reader stands at the end. */
  reach(room: Room): void {
    this.#reached = Math.max(this.#reached, newestSeq(room.rows));
  }

  /** How many stand below what the reader has reached. */
  below(room: Room): number {
    return foreignAfter(room.rows, this.#reached).length;
  }

  stop(): void {
    this.#heardUpTo = null;
  }

  #noticeFailures(room: Room, words: Catalogue["room"]): void {
    const failed = room.rows.filter((row) => row.kind === "pending" && row.state === "failed").map((row) => row.key);
    const fresh = failed.filter((key) => !this.#failed.has(key));
    if (fresh.length > 0) this.#announce(words.sendFailed, () => words.sendFailed);
    this.#failed = new Set(failed);
  }
}

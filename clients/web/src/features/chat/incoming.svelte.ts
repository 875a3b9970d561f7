import type { Catalogue } from "../../language/catalogue.ts";
import type { Room } from "../../state/room.svelte.ts";
import { foreignAfter, newestSeq } from "./arranging.ts";
import { oneLine } from "./wording.ts";

type Announce = (sentence: string, summary: (count: number) => string) => void;

const LONGEST_SPOKEN = 200;

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
      this.#announce(words.incoming(row.author.name, oneLine(row.text).slice(0, LONGEST_SPOKEN)), words.incomingMany);
    }
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

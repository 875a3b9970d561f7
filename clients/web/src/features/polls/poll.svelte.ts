import type { ChosenView, PollView } from "../../generated/api.ts";
import { app } from "../../state/app.svelte.ts";
import { counted, isClosed, ownBallot } from "./counting.ts";
import { now } from "../../app/now.svelte.ts";

/** One poll as a card shows it: the counts, one's own answer as it will be, and what one may. */
export class PollState {
  readonly #id: () => number;
  /** Why the last answer was not taken; said until the next one. */
  trouble = $state("");

  constructor(id: () => number) {
    this.#id = id;
    $effect(() => this.#hearRefusals());
  }

  readonly poll: PollView | null = $derived.by(() => {
    app.store.heed();
    return app.store.replica.get("poll", this.#id());
  });

  readonly me = $derived(this.poll && app.store.me(this.poll));

  readonly #kept: readonly ChosenView[] = $derived.by(() => {
    app.store.heed();
    return ownBallot(app.store.replica.all("ballot"), this.#id(), this.me)?.choices ?? [];
  });

  /** What is on its way and not yet refused. */
  readonly #sent = $derived(this.#entries.findLast(({ error }) => error === null));

  readonly chosen: readonly ChosenView[] = $derived((this.#sent?.args.choices as ChosenView[] | undefined) ?? this.#kept);
  readonly options = $derived(this.poll ? counted(this.poll, this.#kept, this.chosen) : []);
  readonly waiting = $derived(this.#sent !== undefined);
  readonly closed = $derived(this.poll !== null && isClosed(this.poll, now()));

  /** Voters with oneself as one will be. */
  readonly voters = $derived((this.poll?.voters ?? 0) + Number(this.chosen.length > 0) - Number(this.#kept.length > 0));

  readonly seat = $derived.by(() => {
    app.store.heed();
    return this.poll && app.store.replica.mine(this.poll.conversation);
  });

  /** Sent to a broadcast list, whose administrators run it and see who answered; who receives it sees how many did. */
  readonly listed = $derived.by(() => {
    app.store.heed();
    return this.poll !== null && app.store.replica.get("conversation", this.poll.conversation)?.kind === "broadcast";
  });

  readonly runs = $derived.by(() => {
    if (!this.poll || !this.seat) return false;
    const runBy = [...(this.poll.administrators ?? []), ...(this.listed ? [] : [this.poll.creator])];
    return this.seat.admin === true || runBy.includes(this.me ?? 0);
  });

  readonly mayAnswer = $derived(!this.closed && this.seat !== null);
  readonly plans = $derived(app.session.current?.capabilities.includes("agenda") ?? false);

  answer(choices: readonly ChosenView[]): void {
    if (!this.poll) return;
    this.trouble = "";
    app.outbox.write(this.poll.conversation, "poll_answer.set", { poll: this.poll.id, choices: [...choices] }, "ballot", "card");
  }

  get #entries() {
    if (!this.poll) return [];
    const { id, conversation } = this.poll;
    return app.outbox.in(conversation).filter(({ op, args }) => op === "poll_answer.set" && args.poll === id);
  }

  /** A refusal is said on the card, and what was there before stands again. */
  #hearRefusals(): void {
    for (const { key, error } of this.#entries) {
      if (error === null) continue;
      this.trouble = error;
      app.outbox.discard(key);
    }
  }
}

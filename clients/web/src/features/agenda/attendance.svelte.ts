import type { AttendanceView, OccurrenceView, TurnoutView } from "../../generated/api.ts";
import { now } from "../../app/now.svelte.ts";
import { app } from "../../state/app.svelte.ts";

export type Status = NonNullable<AttendanceView["status"]>;
export const statuses = ["present", "absent", "late", "undecided"] as const;

/** Answers wait in one line of their own: they belong to no conversation. */
const LINE = 0;

/** Whether somebody comes, as it will be, and how many do. */
export class Answering {
  readonly #occurrence: () => OccurrenceView | null;
  readonly #contact: () => number | null;
  trouble = $state("");

  constructor(occurrence: () => OccurrenceView | null, contact: () => number | null) {
    this.#occurrence = occurrence;
    this.#contact = contact;
    $effect(() => this.#hearRefusals());
  }

  readonly #kept: AttendanceView | null = $derived.by(() => {
    app.store.heed();
    const [occurrence, contact] = [this.#occurrence()?.id, this.#contact()];
    for (const each of app.store.replica.all("attendance")) {
      if (each.occurrence === occurrence && each.contact === contact) return each;
    }
    return null;
  });

  readonly #sent = $derived(this.#entries.findLast(({ error }) => error === null));

  readonly status: Status | null = $derived(
    this.#sent ? ((this.#sent.args.status as Status | null) ?? null) : (this.#kept?.status ?? null),
  );

  readonly by = $derived(this.#sent ? null : (this.#kept?.by ?? null));
  readonly reason = $derived(this.#sent ? ((this.#sent.args.reason as string | undefined) ?? "") : (this.#kept?.reason ?? ""));

  readonly closed = $derived.by(() => {
    const occurrence = this.#occurrence();
    if (!occurrence) return true;
    const plans = app.session.current?.capabilities.includes("agenda") ?? false;
    const over = Date.parse(occurrence.answer_until ?? occurrence.ends_at) <= now().getTime();
    const past = Date.parse(occurrence.ends_at) <= now().getTime();
    return occurrence.state === "cancelled" || (!plans && (over || past));
  });

  /** How many say what, with one's own answer as it will be. */
  readonly counts: Record<Status, number> = $derived.by(() => {
    const found = turnoutOf(this.#occurrence()?.id ?? 0);
    const counts = { present: 0, absent: 0, late: 0, undecided: 0 };
    for (const each of statuses) counts[each] = found?.[each] ?? 0;
    if (this.#kept?.status) counts[this.#kept.status] -= 1;
    if (this.status) counts[this.status] += 1;
    return counts;
  });

  answer(status: Status | null, reason = ""): void {
    const [occurrence, contact] = [this.#occurrence(), this.#contact()];
    if (!occurrence || contact === null) return;
    this.trouble = "";
    const given = { occurrence: occurrence.id, contact, status, ...(reason.trim() && { reason: reason.trim() }) };
    app.outbox.write(LINE, "attendance.set", given, "attendance");
  }

  get #entries() {
    const [occurrence, contact] = [this.#occurrence()?.id, this.#contact()];
    const found = app.outbox.in(LINE).filter(({ op }) => op === "attendance.set");
    return found.filter(({ args }) => args.occurrence === occurrence && args.contact === contact);
  }

  #hearRefusals(): void {
    for (const { key, error } of this.#entries) {
      if (error === null) continue;
      this.trouble = error;
      app.outbox.discard(key);
    }
  }
}

export function turnoutOf(occurrence: number): TurnoutView | null {
  app.store.heed();
  for (const each of app.store.replica.all("turnout")) if (each.occurrence === occurrence) return each;
  return null;
}

import type { OutboxEntry, WaitingFile } from "../../../state/shelf.ts";

/** A message that has not reached the server, as the list of conversations tells it. */
export interface Waits {
  state: "sending" | "failed";
  text: string;
  /** Its first file. */
  file: WaitingFile | null;
}

/** The last message that was refused, or whose edit was, else the last one under way; a reaction is no message. */
export function waitingIn(entries: readonly OutboxEntry[]): Waits | null {
  const written = entries.filter(({ shows, op, error }) => shows === "row" || (op === "message.edit" && error !== null));
  const entry = written.findLast(({ error }) => error !== null) ?? written.at(-1);
  if (!entry) return null;
  return { state: entry.error === null ? "sending" : "failed", text: String(entry.args.text ?? ""), file: entry.uploads?.[0] ?? null };
}

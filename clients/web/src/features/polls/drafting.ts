/** What the form holds of a poll, and the poll as the operation takes it. */
import type { OptionInput, PollView } from "../../generated/api.ts";

export type PollKind = PollView["kind"];

export interface Line {
  key: string;
  text: string;
  day: string | null;
  time: string;
  places: number | null;
}

export interface PollDraft {
  kind: PollKind;
  title: string;
  description: string;
  lines: Line[];
  minutes: number | null;
  limits: boolean;
  several: boolean;
  anonymous: boolean;
  mayAdd: boolean;
  closingDay: string | null;
  closingTime: string;
  administrators: number[];
}

export const MOST = 100;

export function emptyLine(time = "20:00"): Line {
  return { key: crypto.randomUUID(), text: "", day: null, time, places: null };
}

export function emptyDraft(): PollDraft {
  return {
    kind: "choice",
    title: "",
    description: "",
    lines: [emptyLine(), emptyLine()],
    minutes: 120,
    limits: false,
    several: false,
    anonymous: false,
    mayAdd: false,
    closingDay: null,
    closingTime: "20:00",
    administrators: [],
  };
}

/** What one filled in, to be compared: an empty line is nothing, nor is what one asks before asking it. */
export function writtenIn({ kind: _kind, lines, ...rest }: PollDraft): string {
  const filled = lines.filter(({ text, day, places }) => text.trim() || day || places);
  return JSON.stringify([rest, filled.map(({ text, day, time, places }) => [text, day, day && time, places])]);
}

/** An earlier poll to begin from; days that are over must be chosen anew. */
export function draftFrom(poll: PollView, today: string): PollDraft {
  return {
    ...emptyDraft(),
    kind: poll.kind,
    title: poll.title,
    description: poll.description ?? "",
    lines: poll.options.map(({ text, local_start, places }) => ({
      ...emptyLine(local_start?.slice(11, 16) ?? ""),
      text,
      day: local_start && local_start.slice(0, 10) >= today ? local_start.slice(0, 10) : null,
      places: places ?? null,
    })),
    minutes: poll.options[0]?.minutes ?? 120,
    limits: poll.kind === "choice" && poll.options.some(({ places }) => places),
    several: poll.several ?? false,
    anonymous: poll.anonymous ?? false,
    mayAdd: poll.may_add ?? false,
  };
}

/** Null for a line in which nothing is filled in that counts. */
export function optionOf(kind: PollKind, line: Line, limits: boolean, minutes: number | null): OptionInput | null {
  const text = line.text.trim();
  if (kind === "dates") {
    if (!line.day) return null;
    if (!line.time) return { text, local_start: line.day };
    return { text, local_start: `${line.day}T${line.time}:00`, minutes: minutes ?? 120 };
  }
  if (!text || (kind === "list" && !line.places)) return null;
  return { text, ...((limits || kind === "list") && line.places && { places: line.places }) };
}

export function optionsOf(draft: PollDraft): OptionInput[] {
  return draft.lines.flatMap((line) => optionOf(draft.kind, line, draft.limits, draft.minutes) ?? []);
}

/** The moment on this device's clock at which it closes. */
export function closingOf({ closingDay, closingTime }: Pick<PollDraft, "closingDay" | "closingTime">): string | null {
  return closingDay ? new Date(`${closingDay}T${closingTime || "23:59"}`).toISOString() : null;
}

export function pollOf(draft: PollDraft) {
  const closes = closingOf(draft);
  const choice = draft.kind === "choice";
  return {
    kind: draft.kind,
    title: draft.title.trim(),
    options: optionsOf(draft),
    ...(draft.description.trim() && { description: draft.description.trim() }),
    ...(choice && { several: draft.several }),
    ...(draft.kind !== "list" && { anonymous: draft.anonymous }),
    may_add: draft.mayAdd,
    ...(closes && { closes_at: closes }),
    ...(draft.administrators.length > 0 && { administrators: draft.administrators }),
  };
}

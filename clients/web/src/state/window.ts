/** Which part of a thread is on the screen: at most 300 messages, from `top` to `bottom`, null for the newest. */
import type { MessageView } from "../generated/api.ts";

export const windowLimit = 300;
/** A few screens of a phone: more at once would keep it from hearing a finger. The rest comes when the edge is near. */
export const step = 20;
/** Read messages kept in sight above the unread line. */
const above = 8;

export interface Window {
  top: number;
  bottom: number | null;
}

type Messages = readonly MessageView[];

export function openingWindow(messages: Messages, unreadFrom: number | null): Window {
  const line = unreadFrom === null ? -1 : messages.findIndex(({ seq }) => seq >= unreadFrom);
  const usual = Math.max(0, messages.length - step);
  const first = line < 0 ? usual : Math.max(0, Math.min(usual, line - above));
  return between(messages, first, first + windowLimit);
}

export function newestWindow(messages: Messages): Window {
  return openingWindow(messages, null);
}

export function windowAround(messages: Messages, seq: number): Window {
  const index = Math.max(0, messages.findIndex((each) => each.seq >= seq));
  return between(messages, Math.max(0, index - step), index + step);
}

/** One step up; past 300 the newest fall out. */
export function movedUp(messages: Messages, shown: Window): Window {
  const first = Math.max(0, indexOf(messages, shown.top) - step);
  const end = shown.bottom === null ? messages.length : indexOf(messages, shown.bottom) + 1;
  return between(messages, first, Math.min(end, first + windowLimit));
}

/** One step down; past 300 the oldest fall out. */
export function movedDown(messages: Messages, shown: Window): Window {
  if (shown.bottom === null) return shown;
  const end = Math.min(messages.length, indexOf(messages, shown.bottom) + 1 + step);
  return between(messages, Math.max(indexOf(messages, shown.top), end - windowLimit), end);
}

export function shownIn(messages: Messages, { top, bottom }: Window): Messages {
  const first = indexOf(messages, top);
  if (bottom === null) return messages.slice(Math.max(first, messages.length - windowLimit));
  return messages.slice(first, messages.findLastIndex(({ seq }) => seq <= bottom) + 1).slice(0, windowLimit);
}

function between(messages: Messages, first: number, end: number): Window {
  const top = messages[first]?.seq ?? 0;
  return { top, bottom: end >= messages.length ? null : (messages[end - 1]?.seq ?? null) };
}

function indexOf(messages: Messages, seq: number): number {
  const index = messages.findIndex((each) => each.seq >= seq);
  return index < 0 ? messages.length : index;
}

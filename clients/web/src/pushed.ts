/** What the service worker does with a push; kept apart from it to be tested. */

/** As the server words it (`Notification` in server/notifications/push/composing.py). */
export interface Told {
  kind: string;
  /** The same tag replaces what was shown before: one notification for each conversation. */
  tag: string;
  title: string;
  body: string;
  url: string;
  language: string;
  at: number;
  /** Who answers by its buttons, and nobody else. */
  reader: number;
  badge: number;
  conversation: number;
  seq: number;
  occurrence?: number | null;
  actions: { action: string; title: string; placeholder?: string }[];
}

/** TypeScript knows neither buttons nor `renotify` of a notification. */
export interface Shown extends NotificationOptions {
  renotify: boolean;
  timestamp: number;
  actions: { action: string; title: string; type?: "text" | "button"; placeholder?: string }[];
  data: Told;
}

export interface Write {
  op: "message.send" | "read.set" | "attendance.set";
  args: Record<string, unknown> & { conversation?: number };
}

export function shownOf(told: Told): Shown {
  return {
    body: told.body,
    tag: told.tag,
    renotify: true,
    timestamp: told.at,
    lang: told.language,
    icon: "/icon-192.png",
    badge: "/icon-192.png",
    actions: told.actions.map(({ action, title, placeholder }) =>
      placeholder ? { action, title, type: "text" as const, placeholder } : { action, title },
    ),
    data: told,
  };
}

/** What a button writes; null for what opens the conversation instead, as a platform does that takes no text. */
export function writeOf(action: string, reply: string | null | undefined, told: Told): Write | null {
  const { conversation, seq, occurrence } = told;
  if (action === "read") return { op: "read.set", args: { conversation, seq } };
  if (action === "reply" && reply?.trim()) return { op: "message.send", args: { conversation, text: reply.trim() } };
  if (occurrence === undefined || occurrence === null) return null;
  if (action === "coming") return { op: "attendance.set", args: { occurrence, status: "present" } };
  if (action === "not-coming") return { op: "attendance.set", args: { occurrence, status: "absent" } };
  return null;
}

/** A window in which the conversation is looked at right now: nothing need be shown there. */
export function looksAt(windows: readonly { url: string; visibilityState: string; focused: boolean }[], told: Told): boolean {
  const path = `/chat/${told.conversation}`;
  return windows.some(({ url, visibilityState, focused }) => {
    const { pathname } = new URL(url);
    return focused && visibilityState === "visible" && (pathname === path || pathname.startsWith(`${path}/`));
  });
}

/** As the outbox of the page keeps it: sent there, in order, once there is a connection. */
export function waiting({ op, args }: Write, told: Told, key: string, now: number, error: string | null): Record<string, unknown> {
  const sends = op === "message.send";
  return {
    ...{ key, order: now, at: new Date(now).toISOString(), after: told.seq, conversation: told.conversation, op, args, error },
    ...{ gives: sends ? "message" : null, shows: sends ? "row" : "nothing" },
  };
}

import type { SessionView } from "../../generated/api.ts";

export interface Device {
  id: number;
  current: boolean;
  browser: string;
  system: string;
  usedAt: string | null;
}

const BROWSERS: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPad/, "iPad"],
  [/iPhone/, "iPhone"],
  [/Android/, "Android"],
  [/CrOS/, "ChromeOS"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

/** What a person recognises of a session; empty strings where the client told nothing of itself. */
export function deviceOf(view: SessionView, currentId: number | null): Device {
  const client = textOf(view.client);
  return {
    id: view.id,
    current: view.current === true || view.id === currentId,
    browser: firstOf(BROWSERS, client),
    system: firstOf(SYSTEMS, client),
    usedAt: textOf(view.used_at) || textOf(view.created_at) || null,
  };
}

/** This device first, then the most recently used. */
export function inOrder(one: Device, other: Device): number {
  if (one.current !== other.current) return one.current ? -1 : 1;
  return (other.usedAt ?? "").localeCompare(one.usedAt ?? "");
}

function firstOf(signs: [RegExp, string][], client: string): string {
  return signs.find(([sign]) => sign.test(client))?.[1] ?? "";
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

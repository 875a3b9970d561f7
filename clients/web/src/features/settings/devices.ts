import type { SessionView } from "../../generated/api.ts";

export interface Device {
  id: number;
  current: boolean;
  browser: string;
  system: string;
  usedAt: string;
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
export function deviceOf({ id, client, current, used_at }: SessionView): Device {
  return {
    id,
    current,
    ...thisDevice(client),
    usedAt: used_at,
  };
}

/** What this browser tells of itself. */
export function thisDevice(client: string = navigator.userAgent): Pick<Device, "browser" | "system"> {
  return { browser: firstOf(BROWSERS, client), system: firstOf(SYSTEMS, client) };
}

/** This device first, then the most recently used. */
export function inOrder(one: Device, other: Device): number {
  if (one.current !== other.current) return one.current ? -1 : 1;
  return other.usedAt.localeCompare(one.usedAt);
}

function firstOf(signs: [RegExp, string][], client: string): string {
  return signs.find(([sign]) => sign.test(client))?.[1] ?? "";
}

import type { ApiError } from "../protocol/frames.ts";
import type { Api } from "../protocol/api.ts";
import type { Clock, Random } from "../protocol/surroundings.ts";
import type { Reader, Store } from "./store.svelte.ts";
import type { OutboxEntry, Shelf } from "./shelf.ts";
import type { Tabs } from "./tabs.ts";

export interface OutboxParts {
  api: Pick<Api, "call">;
  clock: Clock;
  random: Random;
  shelf: () => Shelf;
  tabs: Tabs;
  reader: Reader;
  store: Pick<Store, "take" | "write" | "conversationOf" | "messages" | "me">;
}

export function sentenceOf(error: ApiError): string {
  return Object.values(error.fields ?? {})[0] || error.message || error.code;
}

export function byOrder(one: OutboxEntry, other: OutboxEntry): number {
  return one.order - other.order;
}

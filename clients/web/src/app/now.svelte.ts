import { createSubscriber } from "svelte/reactivity";

const MINUTE_MS = 60_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, MINUTE_MS);
  addEventListener("focus", update);
  return () => {
    clearInterval(timer);
    removeEventListener("focus", update);
  };
});

/** The present, by the minute; what shows "today" follows it past midnight. */
export function now(): Date {
  subscribe();
  return new Date();
}

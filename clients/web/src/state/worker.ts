import type { Connection } from "./connection.svelte.ts";

const hour = 3_600_000;

/** The service worker: registered, asked for a newer one now and then, and its replacement offered. */
export async function registerWorker(connection: Connection): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register("/sw.js").catch(() => null);
  if (!registration) return;
  offerWaiting(registration, connection);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => offerWaiting(registration, connection));
  });
  const ask = () => void registration.update().catch(() => {});
  setInterval(ask, hour);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && ask());
}

/** Without a controller this is the first worker ever: nothing newer than the page itself. */
function offerWaiting({ waiting }: ServiceWorkerRegistration, connection: Connection): void {
  if (!waiting || !navigator.serviceWorker.controller) return;
  connection.offered(() => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("take over");
  });
}

const reloadedFor = "akkoord.reloaded";

/**
 * A part of an older build is gone from the server: reload, once per build, or a broken one would reload for ever.
 * While no server answers nothing is gone, and a reload would lose the page too: whoever wanted the part asks again.
 */
export function reloadOnMissingPart(build: string): void {
  addEventListener("vite:preloadError", () => void reloadOnce(build));
}

async function reloadOnce(build: string): Promise<void> {
  if (sessionStorage.getItem(reloadedFor) === build) return;
  const answer = await fetch("/readyz", { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  sessionStorage.setItem(reloadedFor, build);
  location.reload();
}

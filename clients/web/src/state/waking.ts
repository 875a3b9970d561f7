/** Moments at which a socket may have died without a word: sleep, another network, a page out of the cache. */
export function watchWaking(wake: () => void): void {
  addEventListener("online", wake);
  addEventListener("offline", wake);
  addEventListener("pageshow", ({ persisted }) => persisted && wake());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
  // Chromium only; the others say `online` when the network changes.
  (navigator as { connection?: EventTarget }).connection?.addEventListener("change", wake);
}

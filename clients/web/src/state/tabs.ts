/** Several tabs of one browser: one leads (writes the shelf, empties the outbox), all hear each other. */

export type TabNews = { what: "outbox" } | { what: "signed-out" } | { what: "signed-in"; account: number };

export interface Tabs {
  tell(news: TabNews): void;
  listen(hear: (news: TabNews) => void): void;
  /** Settles when this tab leads, at once where the browser has no locks: the key of each write makes that harmless. */
  lead(): Promise<void>;
}

export function browserTabs(): Tabs {
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("akkoord") : null;
  return {
    tell: (news) => channel?.postMessage(news),
    listen: (hear) => channel?.addEventListener("message", ({ data }) => hear(data as TabNews)),
    lead: () =>
      new Promise((resolve) => {
        const { locks } = navigator;
        if (!locks) return resolve();
        // Held as long as the tab lives: the promise inside never settles.
        locks.request("akkoord", () => new Promise<never>(() => resolve())).catch(() => resolve());
      }),
  };
}

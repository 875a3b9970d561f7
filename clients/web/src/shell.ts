/** What the service worker answers itself; kept apart from it to be tested. */

/** Filled in by the build: `version` is a hash of all files, so that a new build is a new worker. */
export interface Shell {
  version: string;
  files: string[];
}

/** `index`: the page itself, for any screen's address; `cache`: a file of the shell; `network`: not ours to answer. */
export type Source = "index" | "cache" | "network";

const serversOwn = /^\/(api|ws|poll|calendar|mail|demo|healthz|readyz|metrics)(\/|$)/;
const prefix = "akkoord-shell-";

export function cacheOf({ version }: Shell): string {
  return prefix + version;
}

export function outdated(caches: readonly string[], shell: Shell): string[] {
  return caches.filter((name) => name.startsWith(prefix) && name !== cacheOf(shell));
}

export function sourceOf(request: Pick<Request, "method" | "mode" | "url">, origin: string, shell: Shell): Source {
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== origin || serversOwn.test(address.pathname)) return "network";
  if (request.mode === "navigate") return address.pathname.includes(".") ? "network" : "index";
  return shell.files.includes(address.pathname) ? "cache" : "network";
}

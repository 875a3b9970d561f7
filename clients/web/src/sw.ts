/** The service worker: the shell of the client without a network. Objects are the store's; nothing of /api is kept here. */
import { type Shell, cacheOf, outdated, sourceOf } from "./shell.ts";

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The part of ServiceWorkerGlobalScope used here; TypeScript has that type only in a library that excludes the page's. */
interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}

declare const __SHELL__: Shell;

const worker = globalThis as unknown as WorkerScope;
const shell = __SHELL__;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(settle()));
worker.addEventListener("message", ({ data }) => void (data === "take over" && worker.skipWaiting()));
worker.addEventListener("fetch", (event) => {
  const source = sourceOf(event.request, location.origin, shell);
  if (source === "network") return;
  event.respondWith(kept(source === "index" ? "/" : event.request));
});

async function fill(): Promise<void> {
  const cache = await caches.open(cacheOf(shell));
  // Past the browser's own cache: an older index.html there would outlive this build.
  await cache.addAll(shell.files.map((file) => new Request(file, { cache: "reload" })));
}

async function settle(): Promise<void> {
  await Promise.all(outdated(await caches.keys(), shell).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

async function kept(request: Request | string): Promise<Response> {
  const cache = await caches.open(cacheOf(shell));
  return (await cache.match(request)) ?? fetch(request);
}

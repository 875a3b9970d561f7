/** The service worker: the shell of the client without a network. Objects are the store's; nothing of /api is kept here. */
import { type Told, type Write, looksAt, shownOf, waiting, writeOf } from "./pushed.ts";
import { type Shell, cacheOf, outdated, sourceOf } from "./shell.ts";

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Pushed extends Lasting {
  readonly data: { json(): Told } | null;
}

interface Clicked extends Lasting {
  readonly action: string;
  readonly reply?: string | null;
  readonly notification: Notification;
}

interface Renewed extends Lasting {
  readonly oldSubscription: PushSubscription | null;
  readonly newSubscription: PushSubscription | null;
}

interface Window {
  readonly url: string;
  readonly visibilityState: string;
  readonly focused: boolean;
  focus(): Promise<Window>;
  postMessage(message: unknown): void;
}

/** The part of ServiceWorkerGlobalScope used here; TypeScript has that type only in a library that excludes the page's. */
interface WorkerScope {
  readonly clients: {
    claim(): Promise<void>;
    matchAll(what: { type: "window"; includeUncontrolled: boolean }): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly registration: ServiceWorkerRegistration;
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Lasting) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "push", listener: (event: Pushed) => void): void;
  addEventListener(type: "notificationclick", listener: (event: Clicked) => void): void;
  addEventListener(type: "pushsubscriptionchange", listener: (event: Renewed) => void): void;
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

worker.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (told) event.waitUntil(show(told));
});
worker.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clicked(event.action, event.reply, event.notification.data as Told));
});
worker.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));

async function show(told: Told): Promise<void> {
  await badge(told.badge);
  if (looksAt(await windows(), told)) return;
  await worker.registration.showNotification(told.title, shownOf(told));
}

async function clicked(action: string, reply: string | null | undefined, told: Told): Promise<void> {
  const write = writeOf(action, reply, told);
  if (!write) return open(told.url);
  await send(write, told);
  await badge(Math.max(0, told.badge - 1));
}

/** In a window that is there, which goes to the address without loading again; else in a new one. */
async function open(url: string): Promise<void> {
  const [first] = await windows();
  if (!first) return void (await worker.clients.openWindow(url));
  await first.focus().catch(() => {});
  first.postMessage({ go: url });
}

/** The header says for whom: were this browser's session another's by now, the server refuses and it waits. */
async function post(op: string, args: unknown, reader: number | null, key: string): Promise<{ ok: boolean; error?: { message: string } }> {
  const headers: Record<string, string> = { "Content-Type": "application/json", "Idempotency-Key": key };
  if (reader !== null) headers["Akkoord-Reader"] = String(reader);
  const response = await fetch(`/api/${op}`, { method: "POST", headers, body: JSON.stringify(args) });
  if (response.status >= 500 || response.status === 429) throw new Error(String(response.status));
  return (await response.json()) as { ok: boolean; error?: { message: string } };
}

async function send(write: Write, told: Told): Promise<void> {
  const key = crypto.randomUUID();
  let error: string | null = null;
  try {
    const answer = await post(write.op, write.args, told.reader, key);
    if (answer.ok) return;
    error = answer.error?.message ?? "";
  } catch {
    // No connection: it waits for one in the outbox of the page.
  }
  // What somebody wrote is never lost; that they read it, they will do again.
  if (write.op !== "read.set") await keep(waiting(write, told, key, Date.now(), error), told.reader);
}

/** Only where the shelf is theirs: the page reads its entries as the words of who is signed in. */
async function keep(entry: Record<string, unknown>, reader: number): Promise<void> {
  const database = await done(indexedDB.open("akkoord"));
  if (!database.objectStoreNames.contains("outbox")) return;
  const transaction = database.transaction(["outbox", "notes"], "readwrite");
  if ((await done(transaction.objectStore("notes").get("owner"))) === reader) {
    await done(transaction.objectStore("outbox").put(entry, entry.key as string));
  }
  database.close();
  new BroadcastChannel("akkoord").postMessage({ what: "outbox" });
}

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("refused"));
  });
}

/** The browser changed its subscription by itself: the server learns the new one in the place of the old. */
async function renew({ oldSubscription, newSubscription }: Renewed): Promise<void> {
  const fresh = newSubscription ?? (await worker.registration.pushManager.subscribe(oldSubscription?.options));
  const { endpoint, keys } = fresh.toJSON();
  await post("push.subscribe", { endpoint, ...keys, before: oldSubscription?.endpoint }, null, crypto.randomUUID());
}

async function badge(count: number): Promise<void> {
  const bearer = navigator as Navigator & { setAppBadge?: (count: number) => Promise<void> };
  await bearer.setAppBadge?.(count).catch(() => {});
}

function windows(): Promise<Window[]> {
  return worker.clients.matchAll({ type: "window", includeUncontrolled: true });
}

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

import { api } from "../../state/app.svelte.ts";

/** `install`: on iOS only an app on the home screen may ask; `ready`: it can be asked. */
export type PushState = "unsupported" | "install" | "blocked" | "ready";

export const kinds = ["messages", "mentions", "activities", "polls", "acting"] as const;
export type PushKind = (typeof kinds)[number];

interface Surroundings {
  userAgent: string;
  standalone: boolean;
  /** Null where the browser knows no notifications. */
  permission: NotificationPermission | null;
  push: boolean;
}

export function pushStateOf({ userAgent, standalone, permission, push }: Surroundings): PushState {
  if (/iPhone|iPad/.test(userAgent) && !standalone) return "install";
  if (permission === null || !push) return "unsupported";
  return permission === "denied" ? "blocked" : "ready";
}

export function pushState(): PushState {
  return pushStateOf({
    userAgent: navigator.userAgent,
    standalone: matchMedia("(display-mode: standalone)").matches,
    permission: "Notification" in globalThis ? Notification.permission : null,
    push: "serviceWorker" in navigator && "PushManager" in globalThis,
  });
}

/** Asks the browser, then tells the server; only after a tap. False when the person said no. Throws ApiError. */
export async function turnOn(name: string): Promise<boolean> {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const { public_key } = await api.call("push.get_key", {}, { key: crypto.randomUUID() });
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made for another key would hear nothing, and stands in the way of a new one.
  await (await pushManager.getSubscription())?.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: public_key });
  const { endpoint = "", keys = {} } = made.toJSON();
  const given = { endpoint, p256dh: keys.p256dh ?? "", auth: keys.auth ?? "", name };
  await api.call("push.subscribe", given, { key: crypto.randomUUID() });
  return true;
}

/** The browser of this device forgets it too. */
export async function turnOffHere(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

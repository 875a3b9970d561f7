/** What the protocol needs of the machine it runs on; tests hand in their own. */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `then` once, after so many milliseconds; answers how to call it off. */
  after(milliseconds: number, then: () => void): () => void;
}

export interface Socket {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((closing: { code: number }) => void) | null;
}

export type OpenSocket = () => Socket;
export type Fetch = (address: string, request: RequestInit) => Promise<Response>;
/** A number in [0, 1). */
export type Random = () => number;

export const wallClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
};

export function openBrowserSocket(): Socket {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  return new WebSocket(`${scheme}//${location.host}/ws`) as Socket;
}

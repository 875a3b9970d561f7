import type { LinkState } from "../protocol/link.ts";
import type { Clock } from "../protocol/surroundings.ts";

export type ConnectionState = "online" | "connecting" | "offline";

const patience = 5_000;

/** How it stands with the server, and with the client's own version. */
export class Connection {
  readonly #clock: Clock;
  #state = $state<ConnectionState>("connecting");
  #offlineFor5s = $state(false);
  #newVersion = $state(false);
  #cancelTimer: (() => void) | null = null;
  #takeNewVersion = () => location.reload();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get offlineFor5s(): boolean {
    return this.#offlineFor5s;
  }

  get newVersion(): boolean {
    return this.#newVersion;
  }

  /** Takes the new version into use. */
  reload(): void {
    this.#takeNewVersion();
  }

  became(link: LinkState): void {
    this.#state = link === "open" ? "online" : link === "connecting" ? "connecting" : "offline";
    if (link === "open" || link === "closed") this.#calm();
    else this.#cancelTimer ??= this.#clock.after(patience, () => (this.#offlineFor5s = true));
  }

  offered(takeNewVersion: () => void): void {
    this.#takeNewVersion = takeNewVersion;
    this.#newVersion = true;
  }

  #calm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#offlineFor5s = false;
  }
}

import type {
  AccountView,
  InvitationView,
  Language,
  Operations,
  OrganisationView,
  SessionOpenedView,
  SyncHelloView,
} from "../generated/api.ts";
import type { Api } from "../protocol/api.ts";
import { ApiError } from "../protocol/frames.ts";

export type Phase = "starting" | "signed-out" | "signed-in";

const shelfName = "akkoord.session";

interface Remembered {
  account: AccountView;
  /** Absent in what was remembered before one could act for others. */
  reader?: number;
  organisations: OrganisationView[];
  current: number | null;
}

/** Who reads on this device: an account, as itself or (another `reader`) as somebody for whom it acts. */
export interface Known {
  account: number;
  reader: number;
}

export interface SessionParts {
  api: Pick<Api, "call">;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** The shelf and the connection follow the session. */
  opened: (account: number) => Promise<void>;
  /** The server reads this session as another from now on. */
  switched: () => void;
  closed: (why: "signed-out" | "expired") => Promise<void>;
  /** The account's language, whenever it is learnt. */
  speaks: (language: Language) => void;
}

/** Who uses this device, and in which organisation they are looking around. */
export class Session {
  readonly #parts: SessionParts;
  #phase = $state<Phase>("starting");
  #account = $state.raw<AccountView | null>(null);
  #organisations = $state.raw<OrganisationView[]>([]);
  #chosen = $state<number | null>(null);
  #reader = $state<number | null>(null);
  #expired = $state(false);
  /** One is signing out oneself. */
  #leaving = false;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  readonly current: OrganisationView | null = $derived(
    this.#organisations.find(({ id }) => id === this.#chosen) ?? this.#organisations[0] ?? null,
  );

  get phase(): Phase {
    return this.#phase;
  }

  get account(): AccountView | null {
    return this.#account;
  }

  /** Whose things are shown: a number that is the account's own, or another while it acts for somebody else. */
  get reader(): number | null {
    return this.#reader;
  }

  /** The contact for whom one acts, while one does. */
  get actingFor(): number | null {
    return this.#reader === this.#account?.id ? null : (this.current?.contact ?? null);
  }

  get organisations(): OrganisationView[] {
    return this.#organisations;
  }

  /** True when the server ended the session, so that the sign-in screen can say why. */
  get expired(): boolean {
    return this.#expired;
  }

  choose(organisation: number): void {
    this.#chosen = organisation;
    this.#remember();
  }

  /** Throws ApiError. */
  async signIn(login: string, password: string, code?: string): Promise<void> {
    await this.#enter(await this.#parts.api.call("session.open", { login, password, code }));
  }

  /** The same outcome for known and unknown addresses. Throws ApiError. */
  async requestLink(address: string): Promise<void> {
    await this.#parts.api.call("session.request_link", { address });
  }

  /** Throws ApiError. */
  async openByLink(secret: string, code?: string): Promise<void> {
    await this.#enter(await this.#parts.api.call("session.open_by_link", { secret, code }));
  }

  /** Throws ApiError. */
  async openByPasskey(signed: Operations["session.open_by_passkey"]["args"]): Promise<void> {
    await this.#enter(await this.#parts.api.call("session.open_by_passkey", signed));
  }

  /** Throws ApiError. */
  async invitation(secret: string): Promise<InvitationView> {
    return this.#parts.api.call("invitation.get", { secret });
  }

  /** Accepts and signs in. Throws ApiError. */
  async acceptInvitation(secret: string, userName: string, password: string): Promise<void> {
    await this.#enter(await this.#parts.api.call("invitation.accept", { secret, user_name: userName, password }));
  }

  /** Accepts with the account that is signed in here, and looks around there from now on. Throws ApiError. */
  async join(secret: string): Promise<void> {
    const joined = await this.#parts.api.call("invitation.join", { secret }, { key: crypto.randomUUID() });
    const others = this.#organisations.filter(({ id }) => id !== joined.id);
    this.#organisations = [...others, joined].sort((one, other) => one.name.localeCompare(other.name));
    this.choose(joined.id);
  }

  /** Throws ApiError without a connection: a session that goes on at the server is not signed out. */
  async signOut(): Promise<void> {
    this.#leaving = true;
    try {
      await this.#parts.api.call("session.close", {}, { key: crypto.randomUUID() });
    } catch (error) {
      const ended = error instanceof ApiError && error.code === "unauthenticated";
      if (!ended && this.#phase !== "signed-out") throw error;
    } finally {
      this.#leaving = false;
    }
    await this.leave("signed-out");
  }

  /** Throws ApiError. */
  async changeAccount(change: Operations["account.change"]["args"]): Promise<void> {
    this.#know(await this.#parts.api.call("account.change", change, { key: crypto.randomUUID() }));
  }

  /** Read and write as somebody else from now on, or as oneself again. Throws ApiError. */
  async actFor(contact: number | null): Promise<void> {
    await this.#parts.api.call("session.act_for", contact === null ? {} : { contact }, { key: crypto.randomUUID() });
    this.#parts.switched();
  }

  /** Throws ApiError, with `fields.current` or `fields.password`. */
  async setPassword(password: string, current?: string): Promise<void> {
    const given = current === undefined ? { password } : { current, password };
    await this.#parts.api.call("account.set_password", given, { key: crypto.randomUUID() });
  }

  /** What this device knew last time, or null. */
  recall(): Known | null {
    const kept = JSON.parse(this.#parts.storage.getItem(shelfName) ?? "null") as Remembered | null;
    if (!kept) return null;
    this.#account = kept.account;
    this.#organisations = kept.organisations;
    this.#chosen = kept.current;
    this.#reader = kept.reader ?? kept.account.id;
    return { account: kept.account.id, reader: this.#reader };
  }

  /** What is known may be shown. */
  resume(): void {
    this.#phase = "signed-in";
  }

  /** Nobody is known here and the server cannot be asked. */
  missing(): void {
    if (this.#phase === "starting") this.#phase = "signed-out";
  }

  /** The server's own word on who this is. */
  welcomed({ account, reader, organisations }: SyncHelloView): void {
    this.#reader = reader;
    this.#organisations = organisations.map(({ cursor: _cursor, live: _live, ...organisation }) => organisation);
    const known = this.#account?.id === account.id ? this.#account : { kind: account.kind, login: "", mail_messages: false, tells_reads: true, tells_presence: true, address: null, second_factor: false };
    this.#know({ ...known, id: account.id, name: account.name, language: account.language });
    this.#expired = false;
  }

  /** The rest of the account, which the greeting leaves out; answers whether it is the account known here. */
  async refresh(): Promise<boolean> {
    const account = await this.#parts.api.call("account.get", {}).catch(() => null);
    const same = account !== null && account.id === this.#account?.id;
    if (same) this.#know(account);
    return same;
  }

  async leave(why: "signed-out" | "expired"): Promise<void> {
    if (this.#phase === "signed-out") return;
    // The server may end the connection before it has answered: what one asked for oneself is no surprise.
    const reason = this.#leaving ? "signed-out" : why;
    this.#expired = reason === "expired" && this.#phase === "signed-in";
    this.#phase = "signed-out";
    this.#account = this.#reader = null;
    this.#organisations = [];
    this.#chosen = null;
    this.#parts.storage.removeItem(shelfName);
    await this.#parts.closed(reason);
  }

  async #enter({ account, organisations }: SessionOpenedView): Promise<void> {
    this.#organisations = organisations;
    this.#reader = account.id;
    this.#expired = false;
    this.#know(account);
    await this.#parts.opened(account.id);
    this.#phase = "signed-in";
  }

  #know(account: AccountView): void {
    this.#account = account;
    this.#parts.speaks(account.language);
    this.#remember();
  }

  #remember(): void {
    if (!this.#account) return;
    const reader = this.#reader ?? this.#account.id;
    const kept: Remembered = { account: this.#account, reader, organisations: this.#organisations, current: this.#chosen };
    this.#parts.storage.setItem(shelfName, JSON.stringify(kept));
  }
}

/** A small server in memory, behind the client's own seams: a socket, a fetch. Nothing of the client is patched. */
import type { MessageView, Objects, SyncItem } from "../src/generated/api.ts";
import type { Socket } from "../src/protocol/surroundings.ts";
import * as choir from "./choir.ts";
import { soon } from "./clock.ts";

type Kind = keyof Objects;
type Answer = { ok: true; result: unknown; dup?: boolean } | { ok: false; error: { code: string; message: string; retry_after?: number } };
interface Request {
  id: number;
  op: string;
  args: Record<string, never>;
  key?: string;
}

export class FakeServer {
  readonly items = new Map<string, SyncItem>();
  readonly sockets: FakeSocket[] = [];
  readonly requests: Request[] = [];
  readonly #byKey = new Map<string, unknown>();
  account: typeof choir.clara | null = choir.clara;
  /** The contact for whom the session acts. */
  actsFor: number | null = null;
  /** As whom clients said to read, by HTTP. */
  readonly readers: (string | undefined)[] = [];
  reachable = true;
  /** Next answers to this operation; then it works again. */
  readonly refusals = new Map<string, { code: string; message: string; retry_after?: number }[]>();
  /** Operations that are carried out while their answer gets lost with the socket. */
  readonly swallowed = new Set<string>();
  /** Operations that are neither carried out nor answered. */
  readonly deaf = new Set<string>();
  pos = 100;

  constructor() {
    const { clara, jonas, sopranen } = choir;
    this.seed("contact", choir.contact(clara.contact, clara.name, 1));
    this.seed("contact", choir.contact(jonas.contact, jonas.name, 2));
    this.seed("conversation", choir.conversation(sopranen, "Sopranen", 3));
    this.seed("participant", choir.participant(41, clara.contact, sopranen, 4));
    this.seed("participant", choir.participant(42, jonas.contact, sopranen, 5));
  }

  open = (): Socket => {
    const socket = new FakeSocket(this);
    this.sockets.push(socket);
    return socket;
  };

  fetch = async (address: string, { body, headers }: RequestInit): Promise<Response> => {
    if (!this.reachable) throw new TypeError("no network");
    const key = (headers as Record<string, string>)["Idempotency-Key"];
    const op = address.replace("/api/", "");
    this.readers.push((headers as Record<string, string>)["Akkoord-Reader"]);
    const answer = this.answer({ id: 0, op, args: JSON.parse(String(body)), ...(key ? { key } : {}) });
    if (!answer) throw new TypeError("lost");
    return Response.json(answer);
  };

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("nobody connected");
    return socket;
  }

  /** What the client asked, of one operation. */
  asked(op: string): Request[] {
    return this.requests.filter((each) => each.op === op);
  }

  seed<K extends Kind>(kind: K, data: Objects[K]): void {
    this.items.set(`${kind}:${data.id}`, { kind, data } as SyncItem);
  }

  /** Commits an object and tells everybody. */
  commit<K extends Kind>(ev: string, data: Objects[K]): Objects[K] {
    const committed = { ...data, rev: ++this.pos };
    this.seed(ev.split(".")[0] as K, committed);
    for (const socket of this.sockets) socket.tell(ev, String(this.pos), committed);
    return committed;
  }

  say(text: string, author = choir.jonas.contact): MessageView {
    const seq = this.messages().length + 1;
    return this.commit("message.created", choir.message(seq, 0, { text, author })) as MessageView;
  }

  messages(): MessageView[] {
    const all = [...this.items.values()].flatMap(({ kind, data }) => (kind === "message" ? [data] : []));
    return all.sort((one, other) => one.seq - other.seq);
  }

  cut(code = 1006): void {
    this.reachable = false;
    for (const socket of this.sockets) socket.drop(code);
  }

  answer(request: Request): Answer | null {
    this.requests.push(request);
    if (this.deaf.has(request.op)) return null;
    const error = this.refusals.get(request.op)?.shift();
    if (error) return { ok: false, error };
    if (!this.account && !request.op.startsWith("session.")) return refusal("unauthenticated");
    const dup = request.key !== undefined && this.#byKey.has(request.key);
    const result = dup ? this.#byKey.get(request.key as string) : this.#perform(request);
    if (request.key) this.#byKey.set(request.key, result);
    if (this.swallowed.delete(request.op)) return null;
    return result === undefined ? refusal("unknown_operation") : { ok: true, result, ...(dup ? { dup } : {}) };
  }

  /** Objects newer than a cursor, in `rev` order. */
  since(cursor: string | undefined, limit = 200) {
    const from = Number(cursor ?? 0);
    const newer = [...this.items.values()].filter(({ data }) => revOf(data) > from);
    newer.sort((one, other) => revOf(one.data) - revOf(other.data));
    const items = newer.slice(0, limit);
    const more = newer.length > limit;
    const reached = more ? revOf((items.at(-1) as SyncItem).data) : this.pos;
    return { organisation: choir.rietvink.id, reset: cursor === undefined, items, cursor: String(reached), more };
  }

  #perform({ op, args }: Request): unknown {
    const given = args as Record<string, unknown>;
    switch (op) {
      case "session.open":
        this.account = choir.clara;
        return { token: "t", account: this.#accountView(), organisations: [choir.rietvink] };
      case "session.request_link":
        return {};
      case "session.close":
        this.account = null;
        return {};
      case "session.act_for":
        this.actsFor = (given.contact as number | undefined) ?? null;
        return {};
      case "account.get":
        return this.#accountView();
      case "sync.hello":
        return this.#hello();
      case "sync.pull":
        return this.since(given.cursor as string | undefined, given.limit as number);
      case "message.send":
        return this.say(String(given.text), this.account?.contact);
      case "message.edit":
        return this.#edit(Number(given.message), String(given.text));
      case "message.history":
        return this.#history(given);
      case "read.set":
        return this.commit("read.set", choir.read(Number(given.seq), 0));
      case "read.set_unread":
        return this.commit("read.set", choir.read(Number(given.seq) - 1, 0));
      case "preference.set":
        return this.commit("preference.changed", choir.preference(given, 0));
      default:
        return undefined;
    }
  }

  #accountView() {
    const address = "clara@rietvink.example";
    return { id: this.account?.account, name: this.account?.name, login: "clara", language: "nl", mail_messages: false, address };
  }

  #hello() {
    const contact = this.actsFor ?? this.account?.contact;
    const organisation = { ...choir.rietvink, contact, cursor: String(this.pos), live: true };
    const reader = this.actsFor === null ? this.account?.account : 1000 + this.actsFor;
    const account = { id: this.account?.account, name: this.account?.name, language: "nl", kind: "person" };
    return { account, reader, session: 1, organisations: [organisation] };
  }

  #edit(id: number, text: string): MessageView {
    const edited = this.messages().find((each) => each.id === id) as MessageView;
    return this.commit("message.edited", { ...edited, text, edited_at: "2026-11-26T19:00:00Z" }) as MessageView;
  }

  #history({ before, after, limit }: { before?: number; after?: number; limit?: number }) {
    const found = this.messages().filter(({ seq }) => seq < (before ?? Infinity) && seq > (after ?? 0));
    const count = limit ?? 50;
    return { items: after === undefined ? found.slice(-count) : found.slice(0, count), next: null };
  }
}

export class FakeSocket implements Socket {
  readonly #server: FakeServer;
  #n = 0;
  #live = false;
  alive = true;
  closedWith: number | null = null;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((closing: { code: number }) => void) | null = null;

  constructor(server: FakeServer) {
    this.#server = server;
    soon(() => (server.reachable ? this.onopen?.() : this.drop(1006)));
  }

  send(text: string): void {
    const request = JSON.parse(text) as Request;
    soon(() => this.#answer(request));
  }

  close(code = 1005): void {
    this.alive = false;
    this.closedWith = code;
  }

  drop(code: number): void {
    if (!this.alive) return;
    this.alive = false;
    this.onclose?.({ code });
  }

  tell(ev: string, cursor: string, data: unknown, skipped = 0): void {
    if (this.#live) this.push({ n: (this.#n += 1 + skipped), ev, cursor, data });
  }

  push(frame: unknown): void {
    if (this.alive) this.onmessage?.({ data: JSON.stringify(frame) });
  }

  #answer(request: Request): void {
    if (!this.alive || !this.#server.reachable) return;
    const answer = this.#server.answer(request);
    if (!answer) return this.#server.deaf.has(request.op) ? undefined : this.drop(1006);
    this.push({ re: request.id, ...answer });
    if (request.op !== "sync.hello" || !answer.ok) return;
    for (const cursor of (request.args.cursor as string[] | undefined) ?? []) this.#catchUp(cursor);
    this.#live = true;
  }

  #catchUp(cursor: string): void {
    let page = this.#server.since(cursor);
    this.push({ ctl: "page", page });
    while (page.more) this.push({ ctl: "page", page: (page = this.#server.since(page.cursor)) });
  }
}

function revOf(data: SyncItem["data"]): number {
  return "rev" in data ? data.rev : 0;
}

function refusal(code: string): Answer {
  return { ok: false, error: { code, message: `Geweigerd: ${code}.` } };
}

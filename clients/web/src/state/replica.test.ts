import { describe, expect, test } from "vitest";
import { clara, command, contact, conversation, jonas, message, participant, read, rietvink, sopranen } from "../../tests/choir.ts";
import { seeded, shuffled } from "../../tests/clock.ts";
import type { MessageView, SyncItem } from "../generated/api.ts";
import { Replica } from "./replica.ts";

const rounds = 200;
const nobody = { kept: () => {}, dropped: () => {}, cleared: () => {} };

const joined: SyncItem = { kind: "participant", data: participant(41, clara.contact, sopranen, 4) };
const season: SyncItem[] = [
  { kind: "contact", data: contact(clara.contact, "Clara", 1) },
  { kind: "contact", data: contact(jonas.contact, "Jonas", 2) },
  { kind: "contact", data: contact(jonas.contact, "Jonas V.", 30) },
  { kind: "conversation", data: conversation(sopranen, "Sopranen", 3) },
  { kind: "conversation", data: conversation(sopranen, "Sopranen en alten", 31) },
  joined,
  { kind: "participant", data: participant(42, jonas.contact, sopranen, 5) },
  ...[1, 2, 3, 4, 5].map((seq): SyncItem => ({ kind: "message", data: message(seq, 5 + seq) })),
  { kind: "message", data: message(2, 20, { text: "Maat 2, rustig" }) },
  { kind: "message", data: message(2, 22, { text: "", deleted_at: "2026-11-02T10:00:00Z" }) },
  { kind: "message", data: message(4, 21, { text: "Maat 4, luid" }) },
  { kind: "read", data: read(2, 23) },
  { kind: "read", data: read(5, 24) },
  { kind: "command", data: command(61, 25) },
  { kind: "command", data: command(61, 26, "Morgen is er niets.") },
];

function replicaOf(items: readonly SyncItem[]): Replica {
  const replica = new Replica(nobody);
  replica.is([clara.contact]);
  for (const item of items) replica.apply(item);
  return replica;
}

function held(replica: Replica): string[] {
  return [...replica.everything()].map(([kind, object]) => `${kind} ${JSON.stringify(object)}`).sort();
}

/** The newest state of each object: what a fresh snapshot would bring. */
function snapshot(items: readonly SyncItem[]): SyncItem[] {
  const newest = new Map<string, SyncItem>();
  const rev = ({ data }: SyncItem) => ("rev" in data ? data.rev : 0);
  for (const item of items) {
    const name = "id" in item.data ? `${item.kind}:${item.data.id}` : "";
    if (rev(item) >= rev(newest.get(name) ?? item)) newest.set(name, item);
  }
  return [...newest.values()];
}

describe("the replica", () => {
  test("holds what a fresh snapshot holds, in whatever order and however often changes come", () => {
    const random = seeded(7);
    const expected = held(replicaOf(snapshot(season)));
    for (let round = 0; round < rounds; round += 1) {
      const doubled = shuffled([...season, ...season.filter(() => random() < 0.5)], random);
      expect(held(replicaOf(doubled))).toEqual(expected);
    }
    expect(expected).toHaveLength(snapshot(season).length);
  });

  test("never holds an older state because a hole passed in between", () => {
    const random = seeded(8);
    const hole: SyncItem = { kind: "hole", data: { conversation: sopranen, from_seq: 2, until_seq: 4 } };
    const newest = new Map(snapshot(season).flatMap(({ kind, data }) => (kind === "message" ? [[data.id, data]] : [])));
    for (let round = 0; round < rounds; round += 1) {
      const replica = replicaOf(shuffled([...season, hole, ...season.filter(() => random() < 0.5), hole], random));
      for (const each of replica.all("message")) {
        const sooner = season.flatMap(({ data }) => ("seq" in data && data.id === each.id ? [(data as MessageView).rev] : []));
        expect(sooner).toContain(each.rev);
      }
      for (const item of season) replica.apply(item);
      expect([...replica.all("message")].sort((one, other) => one.id - other.id)).toEqual([...newest.values()].sort((one, other) => one.id - other.id));
    }
  });

  test("a message forgotten by a hole does not come back in an older state", () => {
    const edited = message(2, 20, { text: "Maat 2, rustig" });
    const replica = replicaOf([{ kind: "message", data: edited }]);
    replica.apply({ kind: "hole", data: { conversation: sopranen, from_seq: 1, until_seq: 3 } });
    replica.apply({ kind: "message", data: message(2, 7) });
    expect(replica.get("message", edited.id)).toBeNull();
    replica.apply({ kind: "message", data: edited });
    expect(replica.get("message", edited.id)).toEqual(edited);
  });

  test("who leaves a conversation keeps nothing of it but the fact of leaving", () => {
    const left = participant(41, clara.contact, sopranen, 40, "2026-11-20T20:00:00Z");
    const replica = replicaOf([...season, { kind: "participant", data: left }]);
    expect(replica.mine(sopranen)).toBeNull();
    expect(held(replica).filter((each) => !each.startsWith("contact"))).toEqual([`participant ${JSON.stringify(left)}`]);
  });

  test("another's leaving takes nothing away", () => {
    const left = participant(42, jonas.contact, sopranen, 40, "2026-11-20T20:00:00Z");
    const replica = replicaOf([...season, { kind: "participant", data: left }]);
    expect(replica.thread(sopranen).messages).toHaveLength(5);
    expect(replica.mine(sopranen)).not.toBeNull();
  });

  test("who comes back gets the conversation again, though nothing of it changed meanwhile", () => {
    const left = participant(41, clara.contact, sopranen, 40, "2026-11-20T20:00:00Z");
    const replica = replicaOf([...season, { kind: "participant", data: left }]);
    const back: SyncItem = { kind: "participant", data: participant(43, clara.contact, sopranen, 41) };
    for (const item of [...season.filter((each) => each !== joined), back]) replica.apply(item);
    expect(replica.get("conversation", sopranen)?.title).toBe("Sopranen en alten");
    expect(replica.mine(sopranen)?.id).toBe(43);
    expect(replica.thread(sopranen).messages).toHaveLength(5);
  });

  test("who left and came back holds the conversation after a reload, in whatever order it was kept", () => {
    const random = seeded(11);
    const left: SyncItem = { kind: "participant", data: participant(41, clara.contact, sopranen, 40, "2026-11-20T20:00:00Z") };
    const back: SyncItem = { kind: "participant", data: participant(43, clara.contact, sopranen, 41) };
    const before = replicaOf([...season, left, ...season.filter((each) => each !== joined), back]);
    const again = replicaOf([...season, left, back, ...season.filter((each) => each !== joined)]);
    expect(held(again)).toEqual(held(before));
    for (let round = 0; round < rounds; round += 1) {
      const reloaded = replicaOf([]);
      reloaded.load(shuffled([...before.everything()], random));
      expect(held(reloaded)).toEqual(held(before));
      expect(reloaded.mine(sopranen)?.id).toBe(43);
    }
  });

  test("after a reset an object of a restored server counts, though its rev is lower", () => {
    const replica = replicaOf(season);
    replica.reset(rietvink.id);
    expect(held(replica)).toEqual([]);
    replica.apply({ kind: "contact", data: contact(jonas.contact, "Jonas", 2) });
    expect(replica.get("contact", jonas.contact)?.name).toBe("Jonas");
  });

  test("an unknown kind is passed over", () => {
    expect(held(replicaOf([{ kind: "newsletter", data: { id: 1, rev: 1 } } as never]))).toEqual([]);
  });

  test("keeps only the newest messages of a thread when trimmed", () => {
    const replica = replicaOf(season);
    replica.trim(2);
    expect(replica.thread(sopranen).messages.map(({ seq }) => seq)).toEqual([4, 5]);
    expect([...replica.all("message")]).toHaveLength(2);
  });
});

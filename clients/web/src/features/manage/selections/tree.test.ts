import { describe, expect, it } from "vitest";
import { append, canMove, change, duplicate, homeOf, move, nextTo, remove, unwrap, wrap } from "./editing.ts";
import { type Branch, condition, counted, depth, finished, fromWire, type Gathering, gathering, isGathering, toWire, type Wire } from "./tree.ts";

const wire: Wire = {
  kind: "all",
  of: [
    { kind: "fact", fact: "town", op: "is", value: "Mechelen" },
    {
      kind: "any",
      of: [
        { kind: "placed", groups: [3, 4], active: true },
        { kind: "not", of: { kind: "member", types: [7], ever: true } },
        { kind: "all", of: [{ kind: "family" }, { kind: "selection", selection: 12 }] },
      ],
    },
    { kind: "not", of: { kind: "any", of: [{ kind: "fact", fact: "age", op: "at_least", value: 65 }, { kind: "fact", fact: "phone", op: "known" }] } },
  ],
};

const named = (text: string) => condition({ kind: "fact", fact: "name", op: "contains", value: text });

/** The shape of a tree: names of conditions, gatherings in brackets. */
function shape(branch: Branch): string {
  const sign = branch.negated ? "!" : "";
  if (isGathering(branch)) return `${sign}${branch.join}(${branch.of.map(shape).join(" ")})`;
  return sign + (branch.ask.kind === "fact" ? String(branch.ask.value) : branch.ask.kind);
}

function grown(): { root: Gathering; a: number; b: number; c: number; d: number; inner: number } {
  const [a, b, c, d] = [named("a"), named("b"), named("c"), named("d")];
  const inner = gathering("any", [b, c]);
  return { root: gathering("all", [a, inner, d]), a: a.id, b: b.id, c: c.id, d: d.id, inner: inner.id };
}

describe("the wire form", () => {
  it("comes back as it went", () => {
    expect(toWire(fromWire(wire))).toEqual(wire);
  });

  it("of a single condition gets a root", () => {
    const single: Wire = { kind: "fact", fact: "kind", op: "is", value: "person" };
    expect(toWire(fromWire(single))).toEqual({ kind: "all", of: [single] });
    const without: Wire = { kind: "not", of: { kind: "any", of: [single] } };
    expect(toWire(fromWire(without))).toEqual({ kind: "all", of: [without] });
  });

  it("keeps what is denied twice", () => {
    const twice: Wire = { kind: "not", of: { kind: "not", of: { kind: "family" } } };
    expect(toWire(fromWire(twice))).toEqual({ kind: "all", of: [{ kind: "not", of: { kind: "all", of: [{ kind: "not", of: { kind: "family" } }] } }] });
  });

  it("leaves out what is not finished, and gatherings in which nothing is left", () => {
    const root = gathering("all", [named("  "), gathering("any", [condition({ kind: "selection", selection: null })]), named(" Roos ")]);
    expect(toWire(root)).toEqual({ kind: "all", of: [{ kind: "fact", fact: "name", op: "contains", value: "Roos" }] });
    expect(counted(root)).toEqual({ all: 3, unfinished: 2 });
    expect(toWire(gathering("any", [named("")]))).toEqual({ kind: "all", of: [] });
  });
});

describe("a condition", () => {
  it("is finished when it says all that it needs", () => {
    expect(finished({ kind: "fact", fact: "", op: "known", value: null })).toBe(false);
    expect(finished({ kind: "fact", fact: "age", op: "is", value: Number.NaN })).toBe(false);
    expect(finished({ kind: "fact", fact: "age", op: "is", value: 0 })).toBe(true);
    expect(finished({ kind: "fact", fact: "login", op: "is", value: false })).toBe(true);
    expect(finished({ kind: "fact", fact: "phone", op: "known", value: null })).toBe(true);
    expect(finished({ kind: "placed", groups: [], functions: [], active: null, season: null })).toBe(true);
  });
});

describe("editing", () => {
  it("adds, changes, denies and removes", () => {
    const { root, a, b, inner } = grown();
    expect(shape(append(root, inner, named("e")))).toBe("all(a any(b c e) d)");
    expect(shape(change(root, b, { negated: true }))).toBe("all(a any(!b c) d)");
    expect(shape(change(root, inner, { join: "all" }))).toBe("all(a all(b c) d)");
    expect(shape(change(root, root.id, { join: "any" }))).toBe("any(a any(b c) d)");
    expect(shape(remove(root, inner))).toBe("all(a d)");
    expect(shape(remove(root, a))).toBe("all(any(b c) d)");
  });

  it("copies with ids of its own", () => {
    const { root, inner } = grown();
    const copied = duplicate(root, inner);
    expect(shape(copied.root)).toBe("all(a any(b c) any(b c) d)");
    expect(shape(remove(copied.root, copied.id))).toBe("all(a any(b c) d)");
    const ids = (branch: Branch): number[] => [branch.id, ...(isGathering(branch) ? branch.of.flatMap(ids) : [])];
    expect(new Set(ids(copied.root)).size).toBe(ids(copied.root).length);
  });

  it("wraps in what its surroundings are not, and takes that away again", () => {
    const { root, a, b, inner } = grown();
    expect(shape(wrap(root, a))).toBe("all(any(a) any(b c) d)");
    const deeper = wrap(root, b);
    expect(shape(deeper)).toBe("all(a any(all(b) c) d)");
    expect(depth(deeper)).toBe(3);
    expect(shape(unwrap(root, inner))).toBe("all(a b c d)");
  });

  it("moves past, into and out of gatherings", () => {
    const { root, a, b, c, d } = grown();
    expect(shape(move(root, a, 1))).toBe("all(any(a b c) d)");
    expect(shape(move(root, d, -1))).toBe("all(a any(b c d))");
    expect(shape(move(root, b, 1))).toBe("all(a any(c b) d)");
    expect(shape(move(root, b, -1))).toBe("all(a b any(c) d)");
    expect(shape(move(root, c, 1))).toBe("all(a any(b) c d)");
    expect(canMove(root, a, -1)).toBe(false);
    expect(canMove(root, d, 1)).toBe(false);
  });

  it("knows where the focus goes", () => {
    const { root, a, c, b, d, inner } = grown();
    expect(nextTo(root, a)).toBe(inner);
    expect(nextTo(root, c)).toBe(b);
    expect(nextTo(root, d)).toBe(inner);
    expect(nextTo(gathering("all", [named("x")]), 0)).toBeGreaterThan(0);
    expect(homeOf(root, 0)).toBeNull();
  });
});

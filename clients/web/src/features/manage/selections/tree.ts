import type { SelectionView } from "../../../generated/api.ts";

export type Wire = NonNullable<SelectionView["conditions"]>;
export type Op = Extract<Wire, { kind: "fact" }>["op"];
export type Join = "all" | "any";

/** What one condition asks; null where nothing was chosen yet. */
export type Ask =
  | { kind: "fact"; fact: string; op: Op; value: string | number | boolean | null }
  | { kind: "placed"; groups: number[]; functions: number[]; active: boolean | null; season: number | null }
  | { kind: "member"; types: number[]; options: number[]; ever: boolean }
  | { kind: "family"; functions: number[] }
  | { kind: "selection"; selection: number | null };

export interface Condition {
  id: number;
  negated: boolean;
  ask: Ask;
}

/** Several conditions, and whether all of them must hold or one of them. */
export interface Gathering {
  id: number;
  negated: boolean;
  join: Join;
  of: readonly Branch[];
}

export type Branch = Condition | Gathering;

let last = 0;

export function isGathering(branch: Branch): branch is Gathering {
  return "of" in branch;
}

export function condition(ask: Ask, negated = false): Condition {
  return { id: (last += 1), negated, ask };
}

export function gathering(join: Join, of: readonly Branch[] = [], negated = false): Gathering {
  return { id: (last += 1), negated, join, of };
}

/** The wire form as it is edited; a single condition gets a gathering around it, for there is always a root. */
export function fromWire(wire: Wire): Gathering {
  const read = branchOf(wire);
  return isGathering(read) && !read.negated ? read : gathering("all", [read]);
}

function branchOf(wire: Wire): Branch {
  switch (wire.kind) {
    case "all":
    case "any":
      return gathering(wire.kind, wire.of.map(branchOf));
    case "not": {
      const below = branchOf(wire.of);
      return below.negated ? gathering("all", [below], true) : { ...below, negated: true };
    }
    case "fact":
      return condition({ kind: "fact", fact: wire.fact, op: wire.op, value: wire.value ?? null });
    case "placed": {
      const { groups, functions, active, season } = wire;
      return condition({ kind: "placed", groups: groups ?? [], functions: functions ?? [], active: active ?? null, season: season ?? null });
    }
    case "member":
      return condition({ kind: "member", types: wire.types ?? [], options: wire.options ?? [], ever: wire.ever ?? false });
    case "family":
      return condition({ kind: "family", functions: wire.functions ?? [] });
    case "selection":
      return condition({ kind: "selection", selection: wire.selection });
  }
}

/** What is asked of the server: without conditions that are not finished, and gatherings in which none is left. */
export function toWire(root: Gathering): Wire {
  return wireOf(root) ?? { kind: "all", of: [] };
}

function wireOf(branch: Branch): Wire | null {
  const plain = isGathering(branch) ? gatheredWire(branch) : finished(branch.ask) ? askWire(branch.ask) : null;
  return plain && branch.negated ? { kind: "not", of: plain } : plain;
}

function gatheredWire({ join, of }: Gathering): Wire | null {
  const parts = of.map(wireOf).filter((part) => part !== null);
  return parts.length === 0 ? null : { kind: join, of: parts };
}

function askWire(ask: Ask): Wire | null {
  switch (ask.kind) {
    case "fact":
      return ask.op === "known" ? { kind: "fact", fact: ask.fact, op: ask.op } : { ...ask, value: tidied(ask.value) };
    case "placed": {
      const { active, season } = ask;
      return { kind: "placed", ...some("groups", ask.groups), ...some("functions", ask.functions), ...(active === null ? {} : { active }), ...(season === null ? {} : { season }) };
    }
    case "member":
      return { kind: "member", ...some("types", ask.types), ...some("options", ask.options), ever: ask.ever };
    case "family":
      return { kind: "family", ...some("functions", ask.functions) };
    case "selection":
      return ask.selection === null ? null : { kind: "selection", selection: ask.selection };
  }
}

function tidied(value: string | number | boolean | null): string | number | boolean | null {
  return typeof value === "string" ? value.trim() : value;
}

function some<Name extends string>(name: Name, ids: readonly number[]): Partial<Record<Name, number[]>> {
  return ids.length === 0 ? {} : ({ [name]: [...ids] } as Record<Name, number[]>);
}

/** Whether a condition says all that it needs. */
export function finished(ask: Ask): boolean {
  if (ask.kind === "selection") return ask.selection !== null;
  if (ask.kind !== "fact") return true;
  if (ask.fact === "") return false;
  if (ask.op === "known") return true;
  if (typeof ask.value === "string") return ask.value.trim() !== "";
  return ask.value !== null && !Number.isNaN(ask.value);
}

/** How many conditions there are, and how many of them are not finished. */
export function counted(branch: Branch): { all: number; unfinished: number } {
  if (!isGathering(branch)) return { all: 1, unfinished: finished(branch.ask) ? 0 : 1 };
  return branch.of.map(counted).reduce((sum, part) => ({ all: sum.all + part.all, unfinished: sum.unfinished + part.unfinished }), {
    all: 0,
    unfinished: 0,
  });
}

/** How many gatherings lie in each other, this one included. */
export function depth(branch: Branch): number {
  return isGathering(branch) ? 1 + Math.max(0, ...branch.of.map(depth)) : 0;
}

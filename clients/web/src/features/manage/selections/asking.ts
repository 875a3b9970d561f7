import type { FactsView, FactView, SelectionView } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import { everyPage, type List } from "../../../state/lists.svelte.ts";
import { lists } from "../lists.ts";
import type { Ask, Op } from "./tree.ts";

export function selectionsOf(organisation: number): List<SelectionView[]> {
  return lists.of(`selections ${organisation}`, () => everyPage((page) => api.call("selection.list", { organisation, limit: 200, ...page })));
}

/** Everything that conditions can ask about. */
export function factsOf(organisation: number): List<FactsView> {
  return lists.of(`facts ${organisation}`, () => api.call("selection.facts", { organisation }));
}

/** What a fact is asked first. */
const FIRST: readonly Op[] = ["contains", "is", "at_least", "known"];
const ORDER: readonly Op[] = ["contains", "begins", "is", "before", "after", "at_least", "at_most", "known"];

export function opsOf(fact: FactView): Op[] {
  return ORDER.filter((op) => fact.ops.includes(op));
}

/** A condition about this, in which nothing was filled in. */
export function askOf(name: string, fact?: FactView): Ask {
  switch (name) {
    case "placed":
      return { kind: "placed", groups: [], functions: [], active: null, season: null };
    case "member":
      return { kind: "member", types: [], options: [], ever: false };
    case "family":
      return { kind: "family", functions: [] };
    case "selection":
      return { kind: "selection", selection: null };
    default:
      return { kind: "fact", fact: name, op: FIRST.find((op) => fact?.ops.includes(op)) ?? "known", value: fact?.kind === "yes_no" ? true : null };
  }
}

/** What a condition is about, as the list of facts names it. */
export function aboutOf(ask: Ask): string {
  return ask.kind === "fact" ? ask.fact : ask.kind;
}

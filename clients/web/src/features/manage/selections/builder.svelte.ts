import { tick } from "svelte";
import type { FactsView } from "../../../generated/api.ts";
import { append, change, duplicate, move, nextTo, remove, type Step, unwrap, wrap } from "./editing.ts";
import { type Branch, condition, type Gathering, gathering, toWire } from "./tree.ts";

/** Conditions while they are edited; after each edit the focus is where one goes on. */
export class Builder {
  root = $state.raw<Gathering>(gathering("all"));
  readonly wire = $derived(toWire(this.root));
  readonly facts: () => FactsView;
  #start: Gathering;

  constructor(start: Gathering, facts: () => FactsView) {
    this.facts = facts;
    this.root = this.#start = start;
  }

  get dirty(): boolean {
    return this.root !== this.#start;
  }

  reset(): void {
    this.#start = this.root;
  }

  change(id: number, to: Partial<Branch>): void {
    this.root = change(this.root, id, to);
  }

  addCondition(into: number): void {
    this.#add(into, condition({ kind: "fact", fact: "", op: "is", value: null }));
  }

  addBlock(into: number, join: "all" | "any"): void {
    const first = condition({ kind: "fact", fact: "", op: "is", value: null });
    this.root = append(this.root, into, gathering(join, [first]));
    void focusOn(first.id);
  }

  duplicate(id: number): void {
    const made = duplicate(this.root, id);
    this.root = made.root;
    void focusOn(made.id);
  }

  wrap(id: number): void {
    this.root = wrap(this.root, id);
    void focusOn(id);
  }

  unwrap(id: number): void {
    const next = nextTo(this.root, id);
    this.root = unwrap(this.root, id);
    void focusOn(next);
  }

  move(id: number, step: Step): void {
    this.root = move(this.root, id, step);
    void focusOn(id, "menu");
  }

  /** Answers how to take it back. */
  remove(id: number): () => void {
    const before = this.root;
    const next = nextTo(before, id);
    this.root = remove(before, id);
    void focusOn(next);
    return () => (this.root = before);
  }

  #add(into: number, branch: Branch): void {
    this.root = append(this.root, into, branch);
    void focusOn(branch.id);
  }
}

/** The first control of a branch, or its menu. */
async function focusOn(id: number, part: "first" | "menu" = "first"): Promise<void> {
  await tick();
  const branch = document.getElementById(`branch-${id}`);
  const wanted = part === "menu" ? branch?.querySelector<HTMLElement>("[data-menu] button") : branch?.querySelector<HTMLElement>("[data-first] select");
  (wanted ?? branch?.querySelector<HTMLElement>("select, button"))?.focus();
}

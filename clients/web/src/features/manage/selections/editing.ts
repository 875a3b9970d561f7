import { type Branch, type Gathering, gathering, isGathering } from "./tree.ts";

/** The way up or down through the conditions as they stand under each other. */
export type Step = -1 | 1;

/** Each answers a new tree; what was not touched stays the same object. */
export function append(root: Gathering, into: number, branch: Branch): Gathering {
  return within(root, into, (of) => [...of, branch]);
}

export function change(root: Gathering, id: number, to: Partial<Branch>): Gathering {
  if (root.id === id) return { ...root, ...to } as Gathering;
  return eachGathering(root, (of) => of.map((branch) => (branch.id === id ? ({ ...branch, ...to } as Branch) : branch)));
}

export function remove(root: Gathering, id: number): Gathering {
  return eachGathering(root, (of) => of.filter((branch) => branch.id !== id));
}

/** A copy with ids of its own, right behind it; also the id of the copy. */
export function duplicate(root: Gathering, id: number): { root: Gathering; id: number } {
  let made = id;
  const copied = eachGathering(root, (of) =>
    of.flatMap((branch) => {
      if (branch.id !== id) return [branch];
      const copy = anew(branch);
      made = copy.id;
      return [branch, copy];
    }),
  );
  return { root: copied, id: made };
}

/** Puts a gathering around one branch, of the kind that its surroundings are not: else nothing would change. */
export function wrap(root: Gathering, id: number): Gathering {
  return eachGathering(root, (of, join) => of.map((branch) => (branch.id === id ? gathering(join === "all" ? "any" : "all", [branch]) : branch)));
}

/** Puts what a gathering holds in its place. Only for one that is not negated, or the meaning would change. */
export function unwrap(root: Gathering, id: number): Gathering {
  return eachGathering(root, (of) => of.flatMap((branch) => (branch.id === id && isGathering(branch) ? branch.of : [branch])));
}

/**
 * One place up or down in reading order: past a condition, into a gathering that stands there, out of its own at the
 * edge of it. At the very top or bottom nothing changes.
 */
export function move(root: Gathering, id: number, step: Step): Gathering {
  const home = homeOf(root, id);
  if (!home) return root;
  const place = home.of.findIndex((branch) => branch.id === id);
  const branch = home.of[place];
  const neighbour = home.of[place + step];
  if (!branch) return root;
  if (neighbour && isGathering(neighbour)) {
    return within(remove(root, id), neighbour.id, (of) => (step === 1 ? [branch, ...of] : [...of, branch]));
  }
  if (neighbour) return within(root, home.id, (of) => swapped(of, place, place + step));
  const above = homeOf(root, home.id);
  if (!above) return root;
  return within(remove(root, id), above.id, (of) => {
    const at = of.findIndex((each) => each.id === home.id) + (step === 1 ? 1 : 0);
    return [...of.slice(0, at), branch, ...of.slice(at)];
  });
}

/** Whether there is a place to go. */
export function canMove(root: Gathering, id: number, step: Step): boolean {
  return move(root, id, step) !== root;
}

/** The gathering that holds a branch. */
export function homeOf(root: Gathering, id: number): Gathering | null {
  if (root.of.some((branch) => branch.id === id)) return root;
  for (const branch of root.of) {
    const found = isGathering(branch) ? homeOf(branch, id) : null;
    if (found) return found;
  }
  return null;
}

/** The branch that the focus goes to when one is removed: the next, the one before, or the gathering itself. */
export function nextTo(root: Gathering, id: number): number {
  const home = homeOf(root, id) ?? root;
  const place = home.of.findIndex((branch) => branch.id === id);
  return (home.of[place + 1] ?? home.of[place - 1] ?? home).id;
}

function anew(branch: Branch): Branch {
  return isGathering(branch) ? gathering(branch.join, branch.of.map(anew), branch.negated) : { ...branch, id: gathering("all").id };
}

function swapped(of: readonly Branch[], one: number, other: number): readonly Branch[] {
  const moved = [...of];
  [moved[one], moved[other]] = [moved[other] as Branch, moved[one] as Branch];
  return moved;
}

function within(root: Gathering, id: number, edit: (of: readonly Branch[]) => readonly Branch[]): Gathering {
  if (root.id === id) return { ...root, of: edit(root.of) };
  return { ...root, of: root.of.map((branch) => (isGathering(branch) ? within(branch, id, edit) : branch)) };
}

/** From the inside out, so that what an edit puts in is not edited in its turn. */
function eachGathering(branch: Gathering, edit: (of: readonly Branch[], join: Gathering["join"]) => readonly Branch[]): Gathering {
  return { ...branch, of: edit(branch.of.map((below) => (isGathering(below) ? eachGathering(below, edit) : below)), branch.join) };
}

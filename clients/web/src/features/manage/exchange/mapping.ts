import type { ColumnView, TargetView } from "../../../generated/api.ts";

export const IGNORE = "ignore";
/** More than these of one kind are rare: a list of all nine groups would bury the rest. */
const OFFERED_PLACES = 3;

/** What a column can be taken to hold: numbered targets up to the third, and whatever is chosen already. */
export function offeredTargets(targets: readonly TargetView[], chosen: readonly string[]): TargetView[] {
  return targets.filter(({ target }) => placeOf(target) <= OFFERED_PLACES || chosen.includes(target));
}

/** Targets that more than one column has. */
export function doubles(chosen: readonly string[]): Set<string> {
  return new Set(chosen.filter((target, index) => target !== IGNORE && chosen.indexOf(target) !== index));
}

export function targetsOf(columns: readonly ColumnView[]): string[] {
  return columns.map(({ target }) => target);
}

function placeOf(target: string): number {
  const place = /^[a-z_]+_(\d)$/.exec(target)?.[1];
  return place === undefined ? 1 : Number(place);
}

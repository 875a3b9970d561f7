import type { LeavingView } from "../../../generated/api.ts";
import { write } from "../groups/asking.ts";

/** Takes a departure back: what ended goes on as long as it would have, what was taken back is there again. */
export function undoing(done: LeavingView): () => Promise<void> {
  return async () => {
    for (const { id, until_day } of done.placements_ended) await write("placement.end", { placement: id, day: until_day });
    for (const { id, until_day } of done.memberships_ended) await write("membership.end", { membership: id, day: until_day });
    for (const row of done.placements_taken_back) {
      const { group, season, contact, function: given, active, from_day, until_day } = row;
      await write("placement.put", { group, season, contact, function: given, active, ...days(from_day, until_day) });
    }
    for (const { contact, type, from_day, until_day, options } of done.memberships_taken_back) {
      const chosen = options.map(({ id }) => id);
      await write("membership.start", { contact, type, from_day, options: chosen, ...(until_day ? { until_day } : {}) });
    }
  };
}

function days(from_day: string | null, until_day: string | null): { from_day?: string; until_day?: string } {
  return { ...(from_day ? { from_day } : {}), ...(until_day ? { until_day } : {}) };
}

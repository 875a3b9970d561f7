import type { FamilyAccessView, FamilyFunctionView, FamilyView } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import { everyPage, type List } from "../../../state/lists.svelte.ts";
import { found } from "../../chat/listing.ts";
import { lists } from "../lists.ts";

export function familiesOf(organisation: number): List<FamilyView[]> {
  return lists.of(`families ${organisation}`, () =>
    everyPage((page) => api.call("family.list", { organisation, limit: 200, ...page })),
  );
}

export function familyWith(id: number): List<FamilyView> {
  return lists.of(`family ${id}`, () => api.call("family.get", { family: id }));
}

export function functionsOf(organisation: number): List<FamilyFunctionView[]> {
  return lists.of(`family functions ${organisation}`, () =>
    everyPage((page) => api.call("family_function.list", { organisation, limit: 200, ...page })),
  );
}

/** The families of which the name or somebody's name matches. */
export function matching(families: readonly FamilyView[], query: string): FamilyView[] {
  return families.filter(({ name, members }) => found([name, ...members.map((member) => member.name)], query));
}

export function namesOf({ members }: FamilyView): string {
  return members.map(({ name }) => name).join(", ");
}

/** The sentence that says whether somebody acts, by its key in the words. */
export function accessKey({ acts, until, reason }: FamilyAccessView): "acts" | "delegate" | NonNullable<typeof reason> {
  if (acts) return until ? "acts" : "delegate";
  return reason ?? "no_account";
}

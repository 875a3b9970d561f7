import type { OrganisationView } from "../../generated/api.ts";

type Given = Pick<OrganisationView, "capabilities" | "in_groups">;

/** What the reader may in an organisation: in the whole of it, and in single groups. The server judges; here it is
 * told what to show. */
export class Rights {
  readonly #everywhere: ReadonlySet<string>;
  readonly #inGroups: ReadonlyMap<string, ReadonlySet<number>>;

  constructor(of: Given | null) {
    this.#everywhere = new Set(of?.capabilities);
    // What a device remembers of before has no rights in groups.
    this.#inGroups = new Map(of?.in_groups?.map(({ capability, groups }) => [capability, new Set(groups)]));
  }

  /** In the whole organisation. */
  has(capability: string): boolean {
    return this.#everywhere.has(capability);
  }

  /** In the whole organisation, or in one group at least. */
  somewhere(...capabilities: string[]): boolean {
    return capabilities.some((each) => this.has(each) || this.#inGroups.has(each));
  }

  /** In the whole organisation, or in this group. */
  inGroup(group: number, ...capabilities: string[]): boolean {
    return capabilities.some((each) => this.has(each) || this.#inGroups.get(each)?.has(group));
  }

  /** Whether whoever is seen is also managed: who leads one group and manages another does not manage all they see. */
  get managesAllSeen(): boolean {
    if (this.has("members")) return true;
    return !this.has("roster") && [...(this.#inGroups.get("roster") ?? [])].every((group) => this.inGroup(group, "members"));
  }
}

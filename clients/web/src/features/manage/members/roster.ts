import type { Operations } from "../../../generated/api.ts";
import type { Sort } from "../../../ui/table/columns.ts";

export type RosterAsked = Omit<Operations["contact.roster"]["args"], "offset" | "limit">;

/** What the address says of the list, by name; `null` when it says nothing of it. */
export interface Asked {
  text: (name: string) => string | null;
  number: (name: string) => number | null;
}

const LOGINS = ["none", "invited", "active"] as const;

/** The filters in the address as the roster wants them; what does not fit is left out. */
export function rosterAsked(organisation: number, asked: Asked, sort: Sort): RosterAsked {
  const group = asked.text("group");
  const membership = asked.text("membership");
  const given: RosterAsked = { organisation, sort: [sort.descending ? `${sort.key}:desc` : sort.key, "name"].slice(0, sort.key === "name" ? 1 : 2) };
  const search = asked.text("q")?.trim().slice(0, 100);
  if (search) given.search = search;
  if (group === "none") given.without_group = true;
  if (membership === "none") given.without_membership = true;
  const numbers = {
    season: asked.number("season"),
    group: asked.number("group"),
    function: asked.number("function"),
    membership: asked.number("membership"),
    selection: asked.number("selection"),
  };
  for (const [name, id] of Object.entries(numbers)) if (id !== null) Object.assign(given, { [name]: id });
  const login = LOGINS.find((each) => each === asked.text("login"));
  if (login) given.login = login;
  const kind = asked.text("kind");
  if (kind === "person" || kind === "company") given.kind = kind;
  if (kind === "removed") given.removed = true;
  return given;
}

/** Whether anything narrows the list. */
export function narrowed({ organisation: _, sort: __, season: ___, ...filters }: RosterAsked): boolean {
  return Object.keys(filters).length > 0;
}

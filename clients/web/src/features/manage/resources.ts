import type { ResourceView } from "../../generated/api.ts";
import type { Sort } from "../../ui/table/columns.ts";
import { found } from "../chat/listing.ts";

export const kinds = ["hall", "room", "instrument", "vehicle", "other"] as const;
export type Kind = (typeof kinds)[number];

const MOST = 100_000;

export interface Asked {
  query: string;
  kind: Kind | null;
  /** With those that are out of use. */
  closed: boolean;
  sort: Sort;
  language: string;
}

/** What the form holds of a resource. */
export interface Filled {
  name: string;
  kind: Kind | null;
  capacity: number | null;
  place: string;
  remarks: string;
}

export function kindNamed(text: string | null): Kind | null {
  return kinds.find((kind) => kind === text) ?? null;
}

/** The resources that match, in the order asked for; equal ones by name. */
export function arranged(all: readonly ResourceView[], { query, kind, closed, sort, language }: Asked): ResourceView[] {
  const order = (one: ResourceView, other: ResourceView) => {
    if (sort.key === "capacity") return (one.capacity ?? -1) - (other.capacity ?? -1);
    return one.name.localeCompare(other.name, language);
  };
  const way = sort.descending ? -1 : 1;
  return all
    .filter((each) => (closed || !each.closed_at) && (kind === null || each.kind === kind))
    .filter(({ name, place }) => found([name, place ?? ""], query))
    .sort((one, other) => way * order(one, other) || one.name.localeCompare(other.name, language));
}

export function filledFrom(resource: ResourceView | null): Filled {
  return {
    name: resource?.name ?? "",
    kind: resource?.kind ?? "hall",
    capacity: resource?.capacity ?? null,
    place: resource?.place ?? "",
    remarks: resource?.remarks ?? "",
  };
}

/** As the operations take it: what is empty is left out, and so taken away. */
export function given({ name, kind, capacity, place, remarks }: Filled) {
  return {
    name,
    kind: kind ?? "other",
    ...(capacity !== null && { capacity }),
    ...(place.trim() && { place }),
    ...(remarks.trim() && { remarks }),
  };
}

/** Whether a number of people can be kept. */
export function fits(capacity: number | null): boolean {
  return capacity === null || (Number.isInteger(capacity) && capacity >= 0 && capacity <= MOST);
}

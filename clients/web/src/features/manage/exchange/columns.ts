import type { FieldView } from "../../../generated/api.ts";

/** What a list can hold of people, by heading; an export takes each as often as somebody has it. */
export const columnGroups = {
  person: ["number", "kind", "first_name", "last_name", "birth_date", "sex", "language", "remarks"],
  reach: ["email", "email_label", "phone", "phone_label", "street", "postcode", "town", "country", "postal_label"],
  groups: ["group", "function", "group_from", "group_until", "group_reader"],
  membership: ["membership", "member_from", "member_until"],
  family: ["family", "family_role"],
} as const;

export type ColumnHeading = keyof typeof columnGroups;
export type ColumnName = (typeof columnGroups)[ColumnHeading][number];

/** Ticked when one begins: what nearly every list is made for. */
export const firstColumns: readonly string[] = ["first_name", "last_name", "email", "phone", "street", "postcode", "town", "group", "function"];

export interface ColumnChoice {
  name: string;
  label: string;
}

/** All columns under their headings, the organisation's own fields last. */
export function columnChoices(
  labels: Record<ColumnName, string>,
  headings: Record<ColumnHeading | "own", string>,
  fields: readonly FieldView[],
): { heading: string; columns: ColumnChoice[] }[] {
  const known = (Object.keys(columnGroups) as ColumnHeading[]).map((heading) => ({
    heading: headings[heading],
    columns: columnGroups[heading].map((name) => ({ name: name as string, label: labels[name] })),
  }));
  const own = fields.map(({ id, name }) => ({ name: `field:${id}`, label: name }));
  return own.length === 0 ? known : [...known, { heading: headings.own, columns: own }];
}

/** The ticked columns in the order in which they are shown. */
export function inOrder(groups: readonly { columns: readonly ColumnChoice[] }[], chosen: ReadonlySet<string>): string[] {
  return groups.flatMap(({ columns }) => columns.map(({ name }) => name)).filter((name) => chosen.has(name));
}

import type { Snippet } from "svelte";

/** Where a column stands on a card, which a narrow list has for rows. */
export type CardPlace = "title" | "line" | "side" | "hidden";

export interface Column<Row> {
  /** Also its name in the query: `?sort=-name`. */
  key: string;
  label: string;
  /** A track of a CSS grid: `2fr`, `120px`. One share of what is left without it. */
  width?: string;
  sortable?: boolean;
  /** Numbers stand at the end of their column. */
  align?: "start" | "end";
  /** The first column is the title of a card, the second its line and the rest is hidden, unless this says otherwise. */
  card?: CardPlace;
  /** Left out of a list narrower than this many pixels. */
  above?: number;
  /** What is drawn; `text` is enough for plain words. */
  cell?: Snippet<[row: Row]>;
  text?: (row: Row) => string;
}

export interface Sort {
  key: string;
  descending: boolean;
}

/** From here on rows are cards of two lines. */
export const CARD_WIDTH = 600;
const TICK_TRACK = "var(--target)";

export function cardPlace<Row>(column: Column<Row>, index: number): CardPlace {
  return column.card ?? (index === 0 ? "title" : index === 1 ? "line" : "hidden");
}

/** The columns that a list of this width has room for. */
export function fitting<Row>(columns: readonly Column<Row>[], width: number): Column<Row>[] {
  return columns.filter(({ above = 0 }) => width >= above);
}

/** The value of `grid-template-columns`. */
export function tracksOf<Row>(columns: readonly Column<Row>[], ticks: boolean): string {
  const tracks = columns.map(({ width = "1fr" }) => (width.endsWith("fr") ? `minmax(0, ${width})` : width));
  return [...(ticks ? [TICK_TRACK] : []), ...tracks].join(" ");
}

/** `-name` is by name, descending; null for a column that is not there or cannot be sorted by. */
export function sortNamed<Row>(text: string | null, columns: readonly Column<Row>[]): Sort | null {
  const descending = text?.startsWith("-") ?? false;
  const key = descending ? text?.slice(1) : text;
  const column = columns.find((each) => each.key === key && each.sortable);
  return column ? { key: column.key, descending } : null;
}

export function nameOf({ key, descending }: Sort): string {
  return descending ? `-${key}` : key;
}

/** What pressing a column's head asks for: ascending first, then the other way. */
export function pressed(key: string, sort: Sort | null): Sort {
  return { key, descending: sort?.key === key ? !sort.descending : false };
}

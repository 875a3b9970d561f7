import { expect, it } from "vitest";
import type { FieldView } from "../../../generated/api.ts";
import { exporting } from "../../../language/manage/exporting.ts";
import { columnChoices, inOrder } from "./columns.ts";

const shirt = { id: 7, name: "T-shirtmaat" } as FieldView;

it("offers every column under a heading, and own fields when there are any", () => {
  const { columns, headings } = exporting.nl;
  expect(columnChoices(columns, headings, []).map(({ heading }) => heading)).not.toContain(headings.own);
  const groups = columnChoices(columns, headings, [shirt]);
  expect(groups.at(-1)).toEqual({ heading: headings.own, columns: [{ name: "field:7", label: "T-shirtmaat" }] });
  expect(inOrder(groups, new Set(["field:7", "town", "first_name"]))).toEqual(["first_name", "town", "field:7"]);
});

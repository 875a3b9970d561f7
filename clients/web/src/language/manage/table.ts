import type { Both } from "../manage.svelte.ts";
import { dutch, english } from "../numbers.ts";

const nl = {
  sortBy: "Sorteren op",
  descending: "Aflopend sorteren",
  ascending: "Oplopend sorteren",
  selectAll: "Alles kiezen",
  select: (name: string) => `${name} kiezen`,
  chosen: (count: number) => (count === 0 ? "Niets gekozen" : `${dutch.format(count)} gekozen`),
  chooseAll: (count: number) => `Alle ${dutch.format(count)} kiezen`,
  clear: "Niets kiezen",
  actions: "Met de gekozen rijen",
  failed: "De lijst kon niet geladen worden.",
};

/** What lists say. */
export const table: Both<typeof nl> = {
  nl,
  en: {
    sortBy: "Sort by",
    descending: "Sort descending",
    ascending: "Sort ascending",
    selectAll: "Select all",
    select: (name) => `Select ${name}`,
    chosen: (count) => (count === 0 ? "Nothing selected" : `${english.format(count)} selected`),
    chooseAll: (count) => `Select all ${english.format(count)}`,
    clear: "Clear selection",
    actions: "With the selected rows",
    failed: "The list could not be loaded.",
  },
};

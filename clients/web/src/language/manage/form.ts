import type { Both } from "../manage.svelte.ts";

const nl = {
  optional: "niet verplicht",
  unsaved: "Niet bewaarde wijzigingen",
  leaveTitle: "Weggaan zonder te bewaren?",
  leaveText: "Wat je hier veranderd hebt, gaat verloren.",
  leave: "Weggaan",
  stay: "Verder bewerken",
  checkFields: "Kijk de aangeduide velden na.",
  undo: "Ongedaan maken",
  none: "Geen keuze",
  nothingFound: (query: string) => `Niets gevonden voor “${query}”.`,
  typeToSearch: "Typ om te zoeken.",
  found: (count: number) => (count === 1 ? "1 gevonden" : `${count} gevonden`),
  removeChoice: (name: string) => `${name} weghalen`,
  clearChoice: "Keuze wissen",
  typeName: (name: string) => `Typ “${name}” om te bevestigen`,
  wrongName: "Dat is niet dezelfde naam.",
  steps: "Stappen",
  step: (current: number, count: number) => `Stap ${current} van ${count}`,
  stepDone: "klaar",
};

/** What forms and their parts say. */
export const form: Both<typeof nl> = {
  nl,
  en: {
    optional: "optional",
    unsaved: "Unsaved changes",
    leaveTitle: "Leave without saving?",
    leaveText: "What you changed here will be lost.",
    leave: "Leave",
    stay: "Go on editing",
    checkFields: "Check the marked fields.",
    undo: "Undo",
    none: "No choice",
    nothingFound: (query) => `Nothing found for “${query}”.`,
    typeToSearch: "Type to search.",
    found: (count) => (count === 1 ? "1 found" : `${count} found`),
    removeChoice: (name) => `Remove ${name}`,
    clearChoice: "Clear choice",
    typeName: (name) => `Type “${name}” to confirm`,
    wrongName: "That is not the same name.",
    steps: "Steps",
    step: (current, count) => `Step ${current} of ${count}`,
    stepDone: "done",
  },
};

import type { Both } from "../manage.svelte.ts";

const nl = {
  invite: "Uitnodigen",
  put: "In groep zetten",
  export: "Exporteren",
  groupTitle: (count: number) => (count === 1 ? "1 persoon in een groep zetten" : `${count} personen in een groep zetten`),
  group: "Groep van dit seizoen",
  function: "Functie",
  active: "Actief lid",
  activeHint: "Zonder dit is het een lezer, die enkel volgt.",
  placed: (placed: number, already: number) =>
    [placed === 1 ? "1 persoon staat nu in de groep." : `${placed} personen staan nu in de groep.`, already ? `${already} stonden er al.` : ""].filter(Boolean).join(" "),
  exportTitle: (count: number) => (count === 1 ? "1 persoon exporteren" : `${count} personen exporteren`),
  form: "Bestand",
  exportHint: "Het bestand bevat persoonsgegevens. Bewaar het zorgvuldig en gooi het weg als je klaar bent.",
  exportMany: "Kies hoogstens 3.000 personen, of iedereen zonder filters.",
  save: "Bestand bewaren",
  leaves: "Vertrekt",
};

/** What is done with several members at once. */
export const bulk: Both<typeof nl> = {
  nl,
  en: {
    invite: "Invite",
    put: "Put in a group",
    export: "Export",
    groupTitle: (count) => (count === 1 ? "Put 1 person in a group" : `Put ${count} people in a group`),
    group: "Group of this season",
    function: "Function",
    active: "Active member",
    activeHint: "Without this they are a reader, who only follows.",
    placed: (placed, already) =>
      [placed === 1 ? "1 person is in the group now." : `${placed} people are in the group now.`, already ? `${already} were there already.` : ""].filter(Boolean).join(" "),
    exportTitle: (count) => (count === 1 ? "Export 1 person" : `Export ${count} people`),
    form: "File",
    exportHint: "The file holds personal data. Keep it with care, and delete it when you are done.",
    exportMany: "Choose at most 3,000 people, or everybody without filters.",
    save: "Save the file",
    leaves: "Leaves",
  },
};

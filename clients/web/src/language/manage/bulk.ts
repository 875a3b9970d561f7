import type { Both } from "../manage.svelte.ts";

const nl = {
  invite: "Uitnodigen",
  put: "In groep zetten",
  export: "Exporteren",
  groupTitle: (count: number) => (count === 1 ? "1 persoon in een groep zetten" : `${count} personen in een groep zetten`),
  group: "Groep van dit seizoen",
  function: "Functie",
  active: "Doet mee",
  activeHint: "Uitgevinkt leest iemand alleen mee.",
  placed: (placed: number, already: number) =>
    [placed === 1 ? "1 persoon staat nu in de groep." : `${placed} personen staan nu in de groep.`, already ? `${already} stonden er al.` : ""].filter(Boolean).join(" "),
  startMembership: "Lidmaatschap starten",
  select: "In selectie zetten",
  selectTitle: (count: number) => (count === 1 ? "1 persoon in een selectie zetten" : `${count} personen in een selectie zetten`),
  selection: "Selectie",
  newSelection: "Nieuwe vaste lijst",
  selectionName: "Naam van de nieuwe lijst",
  selectHint: "Alleen vaste lijsten staan hier: wie in een andere selectie zit, volgt uit haar voorwaarden.",
  selectMany: "Zo vul je een vaste lijst tot hoogstens 3.000 personen. Bewaar meer mensen als selectie met voorwaarden.",
  selected: (added: number, name: string) =>
    added === 0 ? `Iedereen zat al in “${name}”.` : added === 1 ? `1 persoon zit nu ook in “${name}”.` : `${added} personen zitten nu ook in “${name}”.`,
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
    active: "Takes part",
    activeHint: "Unticked, somebody only follows.",
    placed: (placed, already) =>
      [placed === 1 ? "1 person is in the group now." : `${placed} people are in the group now.`, already ? `${already} were there already.` : ""].filter(Boolean).join(" "),
    startMembership: "Start a membership",
    select: "Add to a selection",
    selectTitle: (count) => (count === 1 ? "Add 1 person to a selection" : `Add ${count} people to a selection`),
    selection: "Selection",
    newSelection: "New fixed list",
    selectionName: "Name of the new list",
    selectHint: "Only fixed lists are here: who is in another selection follows from its conditions.",
    selectMany: "A fixed list is filled like this up to 3,000 people. Save more people as a selection with conditions.",
    selected: (added, name) =>
      added === 0 ? `Everybody was in “${name}” already.` : added === 1 ? `1 person is in “${name}” now too.` : `${added} people are in “${name}” now too.`,
    leaves: "Leaves",
  },
};

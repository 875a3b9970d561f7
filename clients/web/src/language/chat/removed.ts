import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Verwijderde gesprekken",
  count: (count: number) => (count === 1 ? "1 gesprek" : `${count} gesprekken`),
  kinds: { direct: "Gesprek", group: "Groepsgesprek", broadcast: "Verzendlijst", reply: "Antwoorden" },
  by: (name: string, moment: string) => `Verwijderd door ${name}, ${moment}`,
  byNobody: (moment: string) => `Verwijderd door iemand die geen lid meer is, ${moment}`,
  until: (day: string) => `Terug te halen tot ${day}`,
  restore: "Terughalen",
  restoreNamed: (title: string) => `${title} terughalen`,
  restored: (title: string) => `${title} is terug.`,
  open: "Openen",
  hint: "Een gesprek dat je terughaalt, staat weer bij iedereen die erin zat. Na dertig dagen worden de berichten en bestanden gewist.",
  none: "Er is geen gesprek dat je kunt terughalen. Dat kan dertig dagen lang, door wie het verwijderde en door wie gesprekken beheert.",
};

/** Of conversations that were removed and can be brought back. */
export const removed: Both<typeof nl> = {
  nl,
  en: {
    title: "Deleted conversations",
    count: (count) => (count === 1 ? "1 conversation" : `${count} conversations`),
    kinds: { direct: "Conversation", group: "Group conversation", broadcast: "Broadcast list", reply: "Answers" },
    by: (name, moment) => `Deleted by ${name}, ${moment}`,
    byNobody: (moment) => `Deleted by somebody who is a member no longer, ${moment}`,
    until: (day) => `Can be brought back until ${day}`,
    restore: "Bring back",
    restoreNamed: (title) => `Bring back ${title}`,
    restored: (title) => `${title} is back.`,
    open: "Open",
    hint: "A conversation that you bring back is there again for everyone who was in it. After thirty days its messages and files are erased.",
    none: "There is no conversation that you can bring back. For thirty days that can be done by who deleted it and by who manages conversations.",
  },
};

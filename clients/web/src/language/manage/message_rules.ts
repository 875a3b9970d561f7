import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Berichten bewerken en verwijderen",
  intro: "Hoe lang iemand een eigen bericht nog kan aanpassen. Leeg is altijd, 0 is nooit.",
  edit: "Bewerken, tot zoveel minuten na het versturen",
  delete: "Verwijderen voor iedereen, tot zoveel minuten na het versturen",
  minutes: "minuten",
  admins: "Beheerders van een gesprek mogen berichten van anderen verwijderen",
  wrong: "Vul een geheel aantal minuten in, hoogstens een jaar (527040), of laat dit leeg.",
  saved: "De regels voor berichten zijn bewaard.",
};

/** Of the rules for messages, on the page of the organisation. */
export const messageRules: Both<typeof nl> = {
  nl,
  en: {
    title: "Editing and deleting messages",
    intro: "For how long one can still change a message of one's own. Empty is always, 0 is never.",
    edit: "Editing, until so many minutes after sending",
    delete: "Deleting for everyone, until so many minutes after sending",
    minutes: "minutes",
    admins: "Administrators of a conversation may delete messages of others",
    wrong: "Fill in a whole number of minutes, at most a year (527040), or leave it empty.",
    saved: "The rules for messages are saved.",
  },
};

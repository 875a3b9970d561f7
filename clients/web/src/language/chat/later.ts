import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Later versturen",
  about: "Het bericht wordt vanzelf geplaatst, ook als je dan niet online bent.",
  text: "Bericht",
  moment: "Wanneer",
  momentHint: (zone: string) => `Volgens de klok van je vereniging (${zone}).`,
  tonight: "Vanavond 19:00",
  morning: "Morgen 8:00",
  monday: "Maandag 9:00",
  plan: "Inplannen",
  planned: "Je bericht staat klaar.",
  waiting: "Staat klaar",
  nothing: "Er staat niets klaar in dit gesprek.",
  sendNow: "Nu versturen",
  cancel: "Annuleer",
  change: "Wijzig",
  cancelled: "Het bericht wordt niet verstuurd.",
  undo: "Ongedaan maken",
};

export const later: Both<typeof nl> = {
  nl,
  en: {
    title: "Send later",
    about: "The message is posted by itself, also when you are not online then.",
    text: "Message",
    moment: "When",
    momentHint: (zone) => `By the clock of your organisation (${zone}).`,
    tonight: "Tonight 19:00",
    morning: "Tomorrow 8:00",
    monday: "Monday 9:00",
    plan: "Schedule",
    planned: "Your message is scheduled.",
    waiting: "Scheduled",
    nothing: "Nothing is scheduled in this conversation.",
    sendNow: "Send now",
    cancel: "Cancel",
    change: "Change",
    cancelled: "The message will not be sent.",
    undo: "Undo",
  },
};

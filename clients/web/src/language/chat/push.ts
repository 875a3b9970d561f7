import type { Both } from "../manage.svelte.ts";

const short = (text: string) => (text.length > 90 ? `${text.slice(0, 89)}…` : text).replace(/\s+/g, " ");

const nl = {
  title: "Meldingen op je toestel",
  intro:
    "Krijg een melding als er iets nieuws is en Akkoord niet openstaat. Ze komen rechtstreeks van de server van je vereniging, versleuteld: niemand onderweg kan ze lezen.",
  turnOn: "Meldingen aanzetten",
  asked: "Je browser vraagt zo meteen of dat mag. Kies dan Toestaan.",
  on: "Dit toestel krijgt meldingen.",
  blocked: "Meldingen zijn geblokkeerd",
  blockedHint:
    "Je hebt meldingen voor deze site in je browser geweigerd. Tik op het slotje of de regelaars voor het adres, zet Meldingen op Toestaan, en laad deze bladzijde opnieuw.",
  unsupported: "Deze browser kan geen meldingen ontvangen. Je krijgt wel een mail als iets lang ongelezen blijft.",
  ios: "Op een iPhone of iPad werkt dit zodra Akkoord op je beginscherm staat:",
  iosSteps: [
    "Open Akkoord in Safari en tik op Deel (het vierkant met de pijl omhoog).",
    "Kies Zet op beginscherm en tik op Voeg toe.",
    "Open Akkoord vanaf je beginscherm en kom hier terug.",
  ],
  devices: "Toestellen met meldingen",
  here: "Dit toestel",
  device: (browser: string, system: string) => [browser, system].filter(Boolean).join(" op ") || "Browser",
  test: "Test",
  tested: "De testmelding is onderweg.",
  testOf: (name: string) => `Test op ${name}`,
  remove: "Uitzetten",
  removeOf: (name: string) => `Uitzetten op ${name}`,
  kinds: "Wat dit toestel meldt",
  kind: {
    messages: "Berichten",
    mentions: "Als iemand je noemt",
    activities: "Activiteiten",
    polls: "Peilingen",
    acting: "Voor wie je handelt, zoals je kind",
  } as Record<string, string>,
  quiet: "Stille uren",
  quietHint: "In die uren krijgt geen enkel toestel een melding.",
  from: "Van",
  until: "Tot",
  pass: "Wie je noemt mag wel storen",
  save: "Bewaar uren",
  saved: "Je stille uren zijn bewaard.",
  open: "Open",
  incoming: (author: string, title: string | null, text: string) =>
    title ? `${author} in ${title}: ${short(text)}` : `${author}: ${short(text)}`,
  incomingMany: (count: number, author: string, title: string | null) =>
    title ? `${count} nieuwe berichten in ${title}` : `${count} nieuwe berichten van ${author}`,
};

export const push: Both<typeof nl> = {
  nl,
  en: {
    title: "Notifications on your device",
    intro:
      "Get a notification when there is something new and Akkoord is not open. They come straight from the server of your organisation, encrypted: nobody on the way can read them.",
    turnOn: "Turn on notifications",
    asked: "Your browser will ask in a moment whether it may. Choose Allow.",
    on: "This device gets notifications.",
    blocked: "Notifications are blocked",
    blockedHint:
      "You refused notifications for this site in your browser. Tap the lock or the sliders before the address, set Notifications to Allow, and load this page again.",
    unsupported: "This browser cannot get notifications. You do get a mail when something stays unread for long.",
    ios: "On an iPhone or iPad this works once Akkoord is on your home screen:",
    iosSteps: [
      "Open Akkoord in Safari and tap Share (the square with the arrow up).",
      "Choose Add to Home Screen and tap Add.",
      "Open Akkoord from your home screen and come back here.",
    ],
    devices: "Devices with notifications",
    here: "This device",
    device: (browser: string, system: string) => [browser, system].filter(Boolean).join(" on ") || "Browser",
    test: "Test",
    tested: "The test notification is on its way.",
    testOf: (name: string) => `Test on ${name}`,
    remove: "Turn off",
    removeOf: (name: string) => `Turn off on ${name}`,
    kinds: "What this device tells",
    kind: {
      messages: "Messages",
      mentions: "When somebody mentions you",
      activities: "Activities",
      polls: "Polls",
      acting: "For whom you act, such as your child",
    },
    quiet: "Quiet hours",
    quietHint: "In these hours no device gets a notification.",
    from: "From",
    until: "Until",
    pass: "Who mentions you may disturb",
    save: "Save hours",
    saved: "Your quiet hours were saved.",
    open: "Open",
    incoming: (author: string, title: string | null, text: string) =>
      title ? `${author} in ${title}: ${short(text)}` : `${author}: ${short(text)}`,
  incomingMany: (count, author, title) =>
    title ? `${count} new messages in ${title}` : `${count} new messages from ${author}`,
  },
};

import type { Both } from "../manage.svelte.ts";

const nl = {
  archive: "Mijn gegevens downloaden",
  archiveIntro:
    "Je krijgt één bestand met alles wat we over je bewaren: een overzicht om te lezen, en je foto's en bestanden. Alleen jij kunt het ophalen, en na een dag is het weer weg.",
  ask: "Maak mijn archief",
  askAgain: "Maak een nieuw archief",
  making: "Je archief wordt gemaakt. Dat duurt meestal minder dan een minuut; je mag intussen iets anders doen.",
  ready: (size: string, until: string) => `Je archief is klaar (${size}). Je kunt het ophalen tot ${until}.`,
  download: "Downloaden",
  failed: "Je archief maken is niet gelukt, omdat de bestanden van je vereniging te veel plaats innemen. Zeg het een beheerder.",
  gone: "Je vorige archief is na een dag verwijderd.",
  consents: "Toestemmingen",
  consentsIntro: "Hier kies je zelf. Je kunt een toestemming altijd weer intrekken.",
  given: (day: string) => `Gegeven op ${day}`,
  closed: "Wordt niet meer gevraagd. Als je intrekt, kun je ze niet opnieuw geven.",
  erasure: "Gewist worden",
  erasureIntro:
    "Je kunt vragen om alles te wissen wat we over je bewaren, ook je login. Je berichten blijven dan staan als die van een verwijderd lid. Een beheerder antwoordt binnen een maand.",
  erasureAsk: "Vraag om gewist te worden",
  erasureSure: "Vragen om gewist te worden?",
  erasureSureText: "De beheerders krijgen je vraag. Zolang ze niet geantwoord hebben, kun je ze intrekken.",
  erasureAsked: (day: string) => `Je vroeg dit op ${day}. De beheerders hebben je vraag gekregen.`,
  erasureDeclined: (day: string) => `Je vraag is op ${day} afgewezen. Vraag een beheerder waarom.`,
  erasureWithdraw: "Vraag intrekken",
  erasureTold: "Je vraag is verstuurd.",
  erasureWithdrawn: "Je vraag is ingetrokken.",
};

/** Of the section about privacy in `My details`. */
export const privacyMe: Both<typeof nl> = {
  nl,
  en: {
    archive: "Download my details",
    archiveIntro:
      "You get one file with all that we keep about you: a page to read, and your pictures and files. Only you can fetch it, and after a day it is gone again.",
    ask: "Make my archive",
    askAgain: "Make a new archive",
    making: "Your archive is being made. That mostly takes less than a minute; you may do something else meanwhile.",
    ready: (size, until) => `Your archive is ready (${size}). You can fetch it until ${until}.`,
    download: "Download",
    failed: "Your archive could not be made, since the files of your organisation take too much room. Tell an administrator.",
    gone: "Your last archive was removed after a day.",
    consents: "Consents",
    consentsIntro: "Here you choose yourself. You can always withdraw a consent again.",
    given: (day) => `Given on ${day}`,
    closed: "No longer asked for. If you withdraw it, you cannot give it again.",
    erasure: "Being erased",
    erasureIntro:
      "You can ask to have all erased that we keep about you, your login too. Your messages then stay as those of a removed member. An administrator answers within a month.",
    erasureAsk: "Ask to be erased",
    erasureSure: "Ask to be erased?",
    erasureSureText: "The administrators get your request. Until they answer, you can withdraw it.",
    erasureAsked: (day) => `You asked this on ${day}. The administrators have your request.`,
    erasureDeclined: (day) => `Your request was declined on ${day}. Ask an administrator why.`,
    erasureWithdraw: "Withdraw the request",
    erasureTold: "Your request is sent.",
    erasureWithdrawn: "Your request is withdrawn.",
  },
};

import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Vereniging",
  intro: "Zo heet je vereniging voor alle leden, en in mails.",
  name: "Naam",
  nameMissing: "Geef een naam.",
  abbreviation: "Afkorting",
  abbreviationHint: "Ook daarmee vindt wie een login vraagt je vereniging.",
  language: "Taal",
  languageHint: "Voor wie zelf nog geen taal koos.",
  dutch: "Nederlands",
  english: "Engels",
  zone: "Tijdzone",
  zoneHint: "Voor nieuwe activiteiten. Wat al gepland is, blijft op zijn uur.",
  saved: "De instellingen van de vereniging zijn bewaard.",
};

export const organisation: Both<typeof nl> = {
  nl,
  en: {
    title: "Organisation",
    intro: "This is what your organisation is called to all members, and in mails.",
    name: "Name",
    nameMissing: "Give a name.",
    abbreviation: "Abbreviation",
    abbreviationHint: "By it too, whoever asks for a login finds your organisation.",
    language: "Language",
    languageHint: "For those who chose no language themselves.",
    dutch: "Dutch",
    english: "English",
    zone: "Time zone",
    zoneHint: "For new activities. What is planned already stays at its hour.",
    saved: "The organisation's settings were saved.",
  },
};

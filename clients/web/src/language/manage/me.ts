import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Mijn gegevens",
  intro: "Hiermee meld je je aan. Wachtwoord, toestellen en taal staan bij Instellingen.",
  toSettings: "Naar instellingen",
  saved: "Je gegevens zijn bewaard.",
  name: "Naam",
  login: "Gebruikersnaam",
  address: "E-mailadres",
  none: "Niet ingevuld",
  organisations: "Je verenigingen",
  organisationsIntro: "Klopt er iets niet, zeg het dan aan een beheerder van die vereniging.",
  administers: "Beheerder",
  leads: "Groepsleider",
  contact: "Lid",
  onlyLogin: "Alleen een login",
};

/** Of `My details`; it lies here because its screens use the parts of this area. */
export const me: Both<typeof nl> = {
  nl,
  en: {
    title: "My details",
    intro: "With this you sign in. Password, devices and language are under Settings.",
    toSettings: "To settings",
    saved: "Your details were saved.",
    name: "Name",
    login: "User name",
    address: "E-mail address",
    none: "Not filled in",
    organisations: "Your organisations",
    organisationsIntro: "If something is wrong, tell an administrator of that organisation.",
    administers: "Administrator",
    leads: "Group leader",
    contact: "Member",
    onlyLogin: "A login only",
  },
};

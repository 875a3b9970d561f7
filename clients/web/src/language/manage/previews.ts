import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Voorbeelden van links",
  intro: "Onder een bericht met een link staan dan de titel, een korte tekst en een klein beeld van die pagina.",
  label: "Toon wat er achter een link staat",
  hint: "De server haalt de pagina zelf op, één keer. Zo ziet de andere site het adres van deze server en de link, maar nooit wie hem leest. Wat er al staat, blijft als je dit uitzet.",
  notAllowed: "Wie deze server beheert, laat niet toe dat hij naar links kijkt.",
  turnedOn: "Nieuwe links tonen nu wat erachter staat.",
  turnedOff: "Bij nieuwe links wordt niets meer opgehaald.",
};

/** Of previews of links, on the page of the organisation. */
export const previews: Both<typeof nl> = {
  nl,
  en: {
    title: "Previews of links",
    intro: "A message with a link then shows the title, a short text and a small picture of that page.",
    label: "Show what stands behind a link",
    hint: "The server fetches the page itself, once. So the other site sees the address of this server and the link, and never who reads it. What is shown already stays when you turn this off.",
    notAllowed: "Who runs this server does not let it look at links.",
    turnedOn: "New links now show what stands behind them.",
    turnedOff: "Of new links nothing is fetched any more.",
  },
};

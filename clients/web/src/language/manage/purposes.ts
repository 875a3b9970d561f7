import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Welke mail waarheen",
  intro: "Kies per adres welke mail daar aankomt. Een adres zonder vinkje krijgt uit zichzelf niets.",
  kinds: {
    messages: "Berichten",
    mentions: "Vermeldingen",
    activities: "Activiteiten",
    reminders: "Herinneringen",
    tasks: "Taken",
    news: "Nieuws",
    newsletters: "Nieuwsbrieven",
  },
  saved: (address: string) => `Bewaard voor ${address}.`,
};

/** Which mail goes to which address. */
export const purposes: Both<typeof nl> = {
  nl,
  en: {
    title: "Which mail goes where",
    intro: "Choose for each address which mail arrives there. An address without a tick gets nothing of its own accord.",
    kinds: {
      messages: "Messages",
      mentions: "Mentions",
      activities: "Activities",
      reminders: "Reminders",
      tasks: "Tasks",
      news: "News",
      newsletters: "Newsletters",
    },
    saved: (address) => `Saved for ${address}.`,
  },
};

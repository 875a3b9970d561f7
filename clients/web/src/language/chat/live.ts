import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Wat anderen van je zien",
  reads: "Vertel wat ik gelezen heb",
  readsHint: "Zet je dit uit, dan zie je het van anderen ook niet.",
  presence: "Vertel wanneer ik online ben",
  presenceHint: "Zet je dit uit, dan zie je het van anderen ook niet.",
};

export const live: Both<typeof nl> = {
  nl,
  en: {
    title: "What others see of you",
    reads: "Tell what I have read",
    readsHint: "When this is off, you do not see it of others either.",
    presence: "Tell when I am online",
    presenceHint: "When this is off, you do not see it of others either.",
  },
};

import type { Both } from "../manage.svelte.ts";

const nl = {
  menu: "Toon wie het las",
  title: "Wie dit las",
  read: (count: number) => `Gelezen (${count})`,
  others: (count: number) => `Nog niet gelezen (${count})`,
  othersHint: "Ook wie niet vertelt wat die gelezen heeft, staat hierbij.",
  nobody: "Nog niemand.",
};

/** Of who read a message. */
export const readers: Both<typeof nl> = {
  nl,
  en: {
    menu: "Show who read it",
    title: "Who read this",
    read: (count) => `Read (${count})`,
    others: (count) => `Not read yet (${count})`,
    othersHint: "Those who do not tell what they have read are listed here too.",
    nobody: "Nobody yet.",
  },
};

import type { Both } from "../manage.svelte.ts";

const nl = {
  admin: "Beheerder",
  onlyAdmins: "Alleen beheerders schrijven in dit gesprek.",
};

/** Of what administrators of a conversation do. */
export const rooms: Both<typeof nl> = {
  nl,
  en: {
    admin: "Administrator",
    onlyAdmins: "Only administrators write in this conversation.",
  },
};

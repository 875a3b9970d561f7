import type { Both } from "../manage.svelte.ts";

const nl = {
  admin: "Beheerder",
};

/** Of what administrators of a conversation do. */
export const rooms: Both<typeof nl> = {
  nl,
  en: {
    admin: "Administrator",
  },
};

import type { Both } from "../manage.svelte.ts";

const nl = { picture: "Foto of video", file: "Bestand", camera: "Foto maken", voice: "Spraakbericht", talk: "Gesprek", shared: "Gedeeld", views: "Weergave" };

/** The lines of the composer's + and the two views of a room. */
export const adding: Both<typeof nl> = {
  nl,
  en: { picture: "Photo or video", file: "File", camera: "Take a photo", voice: "Voice message", talk: "Conversation", shared: "Shared", views: "View" },
};

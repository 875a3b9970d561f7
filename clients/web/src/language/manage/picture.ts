import type { Both } from "../manage.svelte.ts";

const nl = {
  choose: "Foto kiezen",
  change: "Andere foto",
  camera: "Foto maken",
  remove: "Foto weghalen",
  stop: "Stoppen",
  drop: "Laat de foto hier los",
  hint: "JPEG, PNG, WebP of GIF. Je kunt een foto ook hierheen slepen of plakken.",
  sending: (percent: number) => `Wordt verstuurd, ${percent}%`,
  preparing: "Wordt klaargemaakt",
  done: "De foto staat er.",
  removed: "De foto is weg.",
  noPicture: "Dit is geen foto. Kies een JPEG, PNG, WebP of GIF.",
  tooLarge: (megabytes: number) => `Deze foto is te groot: hoogstens ${megabytes} MB. Maak hem kleiner en probeer opnieuw.`,
  pictureOf: (name: string) => `Foto van ${name}`,
};

/** What the field of a picture says. */
export const picture: Both<typeof nl> = {
  nl,
  en: {
    choose: "Choose a picture",
    change: "Another picture",
    camera: "Take a picture",
    remove: "Remove the picture",
    stop: "Stop",
    drop: "Drop the picture here",
    hint: "JPEG, PNG, WebP or GIF. You can also drag or paste a picture here.",
    sending: (percent) => `Sending, ${percent}%`,
    preparing: "Getting it ready",
    done: "The picture is there.",
    removed: "The picture is gone.",
    noPicture: "This is not a picture. Choose a JPEG, PNG, WebP or GIF.",
    tooLarge: (megabytes) => `This picture is too large: at most ${megabytes} MB. Make it smaller and try again.`,
    pictureOf: (name) => `Picture of ${name}`,
  },
};

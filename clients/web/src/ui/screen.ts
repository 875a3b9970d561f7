import { MediaQuery } from "svelte/reactivity";

/** From here on the list stands beside the content. */
export const wide = new MediaQuery("(min-width: 900px)");
/** From here on there is room for a details pane. */
export const roomy = new MediaQuery("(min-width: 1200px)");
/** A mouse or trackpad, as opposed to a finger. */
export const fine = new MediaQuery("(pointer: fine)");

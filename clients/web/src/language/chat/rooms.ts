import type { Both } from "../manage.svelte.ts";

const nl = {
  admin: "Beheerder",
  onlyAdmins: "Alleen beheerders schrijven in dit gesprek.",
  madeAdmin: (name: string) => `${name} beheert nu dit gesprek.`,
  unmadeAdmin: (name: string) => `${name} beheert dit gesprek niet meer.`,
  change: "Titel en foto wijzigen",
  title: "Titel",
  needsTitle: "Geef het gesprek een titel.",
  picture: "Foto van het gesprek",
  settings: "Instellingen",
  adminsPost: "Alleen beheerders schrijven",
  adminsPostHint: "De anderen lezen mee.",
  followsGroup: (group: string) => (group ? `Volgt de groep ${group}` : "Volgt de groep"),
  followsHint: "Wie bij de groep komt, komt in dit gesprek. Wie de groep verlaat, gaat eruit.",
  remove: "Gesprek verwijderen",
  removeTitle: (title: string) => `${title} verwijderen?`,
  removeText: "Het gesprek verdwijnt bij iedereen. Je kunt het dertig dagen lang terughalen, daarna worden de berichten en bestanden gewist.",
  removed: (title: string) => `${title} is verwijderd.`,
  restored: (title: string) => `${title} is terug.`,
};

/** Of what administrators of a conversation do. */
export const rooms: Both<typeof nl> = {
  nl,
  en: {
    admin: "Administrator",
    onlyAdmins: "Only administrators write in this conversation.",
    madeAdmin: (name) => `${name} now administers this conversation.`,
    unmadeAdmin: (name) => `${name} no longer administers this conversation.`,
    change: "Change title and picture",
    title: "Title",
    needsTitle: "Give the conversation a title.",
    picture: "Picture of the conversation",
    settings: "Settings",
    adminsPost: "Only administrators write",
    adminsPostHint: "The others read along.",
    followsGroup: (group) => (group ? `Follows the group ${group}` : "Follows the group"),
    followsHint: "Who joins the group joins this conversation. Who leaves the group leaves it.",
    remove: "Delete conversation",
    removeTitle: (title) => `Delete ${title}?`,
    removeText: "The conversation disappears for everyone. You can bring it back for thirty days; after that its messages and files are erased.",
    removed: (title) => `${title} was deleted.`,
    restored: (title) => `${title} is back.`,
  },
};

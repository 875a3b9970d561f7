import type { Both } from "../manage.svelte.ts";

const nl = {
  title: "Groepen",
  season: "Seizoen",
  currentSeason: (name: string) => `${name} (nu)`,
  noSeasons: "Er is nog geen seizoen.",
  search: "Zoek een groep",
  name: "Groep",
  members: "Leden",
  memberCount: (count: number) => (count === 1 ? "1 lid" : `${count} leden`),
  count: (count: number) => (count === 1 ? "1 groep" : `${count} groepen`),
  empty: "Er zijn in dit seizoen geen groepen.",
  notFound: (query: string) => `Geen groep gevonden voor “${query}”.`,
};

export const groups: Both<typeof nl> = {
  nl,
  en: {
    title: "Groups",
    season: "Season",
    currentSeason: (name) => `${name} (now)`,
    noSeasons: "There is no season yet.",
    search: "Search a group",
    name: "Group",
    members: "Members",
    memberCount: (count) => (count === 1 ? "1 member" : `${count} members`),
    count: (count) => (count === 1 ? "1 group" : `${count} groups`),
    empty: "There are no groups in this season.",
    notFound: (query) => `No group found for “${query}”.`,
  },
};

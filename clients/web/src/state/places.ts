/** The parts of the administrators' area, in the order in which they are shown. */
export const manageSections = [
  "members",
  "groups",
  "families",
  "memberships",
  "selections",
  "import",
  "invitations",
  "fields",
  "duplicates",
  "roles",
  "reports",
  "resources",
  "privacy",
  "log",
  "organisation",
] as const;

export type ManageSection = (typeof manageSections)[number];

export type Place =
  | { name: "chat"; conversation: number | null; message: number | null }
  | { name: "agenda"; month: string | null; occurrence: number | null }
  | { name: "manage"; section: ManageSection | null; id: number | "new" | null; tab: string | null }
  | { name: "me"; tab: string | null }
  | { name: "settings" }
  | { name: "more" }
  | { name: "sign-in" }
  | { name: "request-login" }
  | { name: "link"; secret: string }
  | { name: "invitation"; secret: string }
  | { name: "unknown" };

export function placeOf(path: string): Place {
  const [first = "", second = "", third = "", fourth = ""] = path.split("/").slice(1).map(decoded);
  switch (first) {
    case "":
    case "chat":
      return { name: "chat", conversation: number(second), message: third === "m" ? number(fourth) : null };
    case "agenda":
      return agendaPlace(second, third);
    case "manage":
      return managePlace(second, third, fourth);
    case "me":
      return { name: "me", tab: tab(second) };
    case "settings":
    case "more":
    case "sign-in":
    case "request-login":
      return { name: first };
    case "link":
    case "invitation":
      return second ? { name: first, secret: second } : { name: "unknown" };
    default:
      return { name: "unknown" };
  }
}

export function placeAbove(path: string): string {
  const [first, second, third] = path.split("/").filter(Boolean);
  switch (first) {
    case "chat":
      return third && third !== "m" ? `/chat/${second}` : "/chat";
    case "agenda":
      return "/agenda";
    case "manage":
      return aboveManaged(second, third);
    case "settings":
      return "/more";
    case "me":
      return second ? "/me" : "/more";
    default:
      return "/chat";
  }
}

/** The conversations that one archived: a list of its own beside the list. */
export const ARCHIVE = "/chat/archive";

/** Mails and bots know an activity, not always its month. */
function agendaPlace(second: string, third: string): Place {
  const month = /^\d{4}-\d{2}$/.test(second) ? second : null;
  return { name: "agenda", month, occurrence: number(month ? third : second) };
}

function managePlace(second: string, third: string, fourth: string): Place {
  const section = manageSections.find((each) => each === second) ?? null;
  if (second && !section) return { name: "unknown" };
  const id = third === "new" ? third : number(third);
  // A word in place of an id is a screen of the section itself: /manage/groups/seasons.
  if (id === null) return { name: "manage", section, id, tab: fourth ? null : tab(third) };
  return { name: "manage", section, id, tab: tab(fourth) };
}

// A tab is no place of its own: what lies above the third tab of a member is the list, not the first tab.
function aboveManaged(section: string | undefined, id: string | undefined): string {
  if (section && id) return `/manage/${section}`;
  return section ? "/manage" : "/more";
}

function tab(part: string): string | null {
  return /^[a-z-]{1,40}$/.test(part) ? part : null;
}

function number(part: string): number | null {
  return /^\d{1,16}$/.test(part) ? Number(part) : null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

import type { AuditView } from "../../generated/api.ts";
import { shortDay, clock, dayOf, type LanguageCode } from "../../language/dates.ts";
import type { Operations } from "../../generated/api.ts";

export type AuditSearch = Omit<Operations["audit.list"]["args"], "organisation" | "limit" | "page">;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What an address asks of the log: `?by=12&act=role.create&from=2026-11-01`. What makes no sense is left out. */
export function searchOf(asked: (name: string) => string | null): AuditSearch {
  const act = asked("act") ?? "";
  return {
    ...numbered("by", asked("by")),
    ...numbered("about", asked("about")),
    ...(/^[a-z_]+(\.[a-z_]+)?$/.test(act) ? { act } : {}),
    ...dated("first_day", asked("from")),
    ...dated("last_day", asked("until")),
  };
}

/** `wo 25 nov. 20:04`. */
export function stamp(moment: string, today: string, language: LanguageCode): string {
  return `${shortDay(dayOf(moment), today, language)} ${clock(moment, language)}`;
}

/** On whom or on what, as one line. */
export function subjectOf({ subject_name, details }: AuditView): string {
  return [subject_name, details].filter(Boolean).join(" · ");
}

function numbered(name: "by" | "about", text: string | null): Partial<AuditSearch> {
  return text !== null && /^\d{1,16}$/.test(text) ? { [name]: Number(text) } : {};
}

function dated(name: "first_day" | "last_day", text: string | null): Partial<AuditSearch> {
  return text !== null && DAY.test(text) ? { [name]: text } : {};
}

/** Koor De Rietvink, as its objects stand at the server. */
import type {
  CommandView,
  ContactView,
  ConversationView,
  MessageView,
  OrganisationView,
  ParticipantView,
  PreferenceView,
  ReadView,
} from "../src/generated/api.ts";

const organisation = 7;
const joined = "2026-09-01T18:00:00Z";

export const rietvink: OrganisationView = {
  id: organisation,
  name: "Koor De Rietvink",
  contact: 11,
  capabilities: [],
  in_groups: [],
  zone: "Europe/Brussels",
  language: "nl",
};

export const clara = { account: 1, contact: 11, name: "Clara" };
export const jonas = { account: 2, contact: 12, name: "Jonas" };
export const sopranen = 31;

export function contact(id: number, name: string, rev: number): ContactView {
  return { id, organisation, kind: "person", name, picture: null, rev, removed_at: null, erased_at: null };
}

export function conversation(id: number, title: string | null, rev: number): ConversationView {
  const kind = title === null ? "direct" : "group";
  return { id, organisation, kind, title, group: null, created_at: joined, closed_at: null, rev };
}

export function participant(id: number, who: number, where: number, rev: number, left: string | null = null): ParticipantView {
  return { id, organisation, conversation: where, contact: who, from_seq: 1, joined_at: joined, left_at: left, rev };
}

export function message(seq: number, rev: number, given: Partial<MessageView> = {}): MessageView {
  const sent_at = new Date(Date.parse("2026-11-01T19:00:00Z") + seq * 60_000).toISOString();
  const usual = { organisation, conversation: sopranen, author: jonas.contact, by: null, edited_at: null, deleted_at: null };
  return { id: 1000 + seq, seq, text: `Maat ${seq}`, sent_at, ...usual, rev, ...given };
}

export function read(seq: number, rev: number): ReadView {
  return { id: 51, organisation, conversation: sopranen, seq, rev };
}

export function preference(given: Partial<PreferenceView>, rev: number): PreferenceView {
  const usual = { level: "all", muted_until: null, pinned_at: null, archived_seq: null };
  return { id: 61, organisation, conversation: sopranen, ...usual, ...given, rev };
}

export function command(id: number, rev: number, answer: string | null = null): CommandView {
  const given = { text: "/agenda morgen", language: "nl", given_at: "2026-11-01T19:03:30Z", answered_at: answer && joined };
  return { id, organisation, conversation: sopranen, bot: 90, caller: clara.contact, answer, rev, ...given };
}

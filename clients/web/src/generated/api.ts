/** The types of the protocol, as the server's registries define them. */

export type Language = "nl" | "en";
export type Moment = string;

export interface AccountView {
  id: number;
  kind: "person" | "bot";
  name: string;
  login: string;
  language: Language;
  mail_messages: boolean;
  address: string | null;
}

export interface OrganisationView {
  id: number;
  name: string;
  contact: number | null;
  capabilities: string[];
  zone: string;
  language: Language;
}

export interface SyncOrganisationView extends OrganisationView {
  cursor: string;
  live: boolean;
}

export interface SyncHelloView {
  account: { id: number; name: string; language: Language; kind: "person" | "bot" };
  session: number;
  organisations: SyncOrganisationView[];
}

export interface SessionView {
  id: number;
  client: string;
  created_at: Moment;
  used_at: Moment;
  current: boolean;
}

export interface SessionOpenedView {
  token: string;
  account: AccountView;
  organisations: OrganisationView[];
}

export interface InvitationView {
  organisation: string;
  name: string;
  address: string | null;
}

export interface ContactView {
  id: number;
  organisation: number;
  name: string;
  rev: number;
  removed_at: Moment | null;
}

export interface SeasonView {
  id: number;
  organisation: number;
  name: string;
  first_day: string;
  last_day: string;
  current: boolean;
}

export interface GroupView {
  id: number;
  organisation: number;
  name: string;
  season: number;
  members: number;
}

export interface ConversationView {
  id: number;
  organisation: number;
  kind: "direct" | "group";
  title: string | null;
  group: number | null;
  created_at: Moment;
  closed_at: Moment | null;
  rev: number;
}

export interface ConversationListedView extends ConversationView {
  unread: number;
  last_message: MessageView | null;
}

export interface ParticipantView {
  id: number;
  organisation: number;
  conversation: number;
  contact: number;
  from_seq: number;
  joined_at: Moment;
  left_at: Moment | null;
  rev: number;
}

export interface MessageView {
  id: number;
  organisation: number;
  conversation: number;
  seq: number;
  author: number;
  text: string;
  sent_at: Moment;
  edited_at: Moment | null;
  deleted_at: Moment | null;
  rev: number;
}

export interface ReadView {
  id: number;
  organisation: number;
  conversation: number;
  seq: number;
  rev: number;
}

export interface OccurrenceView {
  id: number;
  organisation: number;
  series: number;
  title: string;
  place: string | null;
  remarks: string | null;
  starts_at: Moment;
  ends_at: Moment;
  local_start: string;
  local_end: string;
  zone: string;
  all_day: boolean;
  state: "planned" | "cancelled";
  rev: number;
}

export interface CommandView {
  id: number;
  organisation: number;
  conversation: number;
  bot: number;
  caller: number;
  text: string;
  answer: string | null;
  answered_at: Moment | null;
  given_at: Moment;
  rev: number;
}

export interface CommandSpec {
  name: string;
  words: Record<Language, string>;
  help: Record<Language, string>;
  parameters: { name: string; kind: string; required: boolean; choices?: string[] | null }[];
}

/** Messages to forget in a closed range of `seq`; fetched on demand by `message.history`. */
export interface HoleView {
  conversation: number;
  from_seq: number;
  until_seq: number;
}

/** Objects that clients hold, by kind; each carries `rev`. */
export interface Objects {
  contact: ContactView;
  conversation: ConversationView;
  participant: ParticipantView;
  message: MessageView;
  read: ReadView;
  occurrence: OccurrenceView;
  command: CommandView;
}

export type SyncItem =
  | { [K in keyof Objects]: { kind: K; data: Objects[K] } }[keyof Objects]
  | { kind: "hole"; data: HoleView };

export interface SyncPage {
  organisation: number;
  reset: boolean;
  items: SyncItem[];
  cursor: string;
  more: boolean;
}

export interface Listed<T> {
  items: T[];
  next: string | null;
}

interface Paged {
  limit?: number;
  page?: string;
}

type Nothing = Record<string, never>;

export interface Operations {
  "session.open": { args: { login: string; password: string }; result: SessionOpenedView };
  "session.close": { args: Nothing; result: Nothing };
  "session.list": { args: Paged; result: Listed<SessionView> };
  "session.end": { args: { session: number }; result: Nothing };
  "session.request_link": { args: { address: string }; result: Nothing };
  "session.open_by_link": { args: { secret: string }; result: SessionOpenedView };
  "account.get": { args: Nothing; result: AccountView };
  "account.change": { args: { language?: Language; mail_messages?: boolean }; result: AccountView };
  "account.set_password": { args: { current?: string; password: string }; result: Nothing };
  "invitation.send": { args: { organisation: number; contact: number }; result: Nothing };
  "invitation.get": { args: { secret: string }; result: InvitationView };
  "invitation.accept": {
    args: { secret: string; user_name: string; password: string };
    result: SessionOpenedView;
  };
  "organisation.list": { args: Paged; result: Listed<OrganisationView> };
  "contact.list": { args: { organisation: number; search?: string } & Paged; result: Listed<ContactView> };
  "season.list": { args: { organisation: number } & Paged; result: Listed<SeasonView> };
  "group.list": { args: { organisation: number; season?: number } & Paged; result: Listed<GroupView> };
  "conversation.open_direct": { args: { organisation: number; contact: number }; result: ConversationView };
  "conversation.create": {
    args: { organisation: number; title: string; group?: number; contacts?: number[] };
    result: ConversationView;
  };
  "conversation.list": { args: { organisation?: number } & Paged; result: Listed<ConversationListedView> };
  "conversation.get": { args: { conversation: number }; result: ConversationView };
  "conversation.leave": { args: { conversation: number }; result: Nothing };
  "participant.list": { args: { conversation: number } & Paged; result: Listed<ParticipantView> };
  "participant.add": { args: { conversation: number; contacts: number[] }; result: Listed<ParticipantView> };
  "participant.remove": { args: { conversation: number; contact: number }; result: Nothing };
  "message.send": { args: { conversation: number; text: string }; result: MessageView };
  "message.edit": { args: { message: number; text: string }; result: MessageView };
  "message.delete": { args: { message: number }; result: MessageView };
  "message.history": {
    args: { conversation: number; before?: number; after?: number } & Paged;
    result: Listed<MessageView>;
  };
  "read.set": { args: { conversation: number; seq: number }; result: ReadView };
  "sync.hello": { args: { token?: string; cursor?: string | string[] }; result: SyncHelloView };
  "sync.pull": { args: { organisation: number; cursor?: string; limit?: number }; result: SyncPage };
  "agenda.list": {
    args: { organisation: number; from: string; until: string } & Paged;
    result: Listed<OccurrenceView>;
  };
  "calendar.link": { args: { organisation: number }; result: { url: string } };
  "calendar.revoke": { args: { organisation: number }; result: Nothing };
  "command.run": { args: { conversation: number; text: string }; result: CommandView };
  "command.list": { args: { organisation: number } & Paged; result: Listed<CommandSpec> };
}

export type OperationName = keyof Operations;

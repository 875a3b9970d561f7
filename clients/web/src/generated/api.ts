/** The types of the protocol. Written by `python -m server.catalogue` from the server's registries. */

export type Language = "nl" | "en";
/** RFC 3339 in UTC: `2026-11-26T19:00:00Z`. */
export type Moment = string;

export interface Listed<T> {
  items: T[];
  next: string | null;
}

type Nothing = Record<string, never>;

/** One's own login; `second_factor` says whether signing in with a password or a link also wants a code. */
export interface AccountView {
  id: number;
  kind: "person" | "bot";
  name: string;
  login: string;
  language: Language;
  mail_messages: boolean;
  tells_reads: boolean;
  tells_presence: boolean;
  address: string | null;
  second_factor: boolean;
}

/** As whom a session reads from now on; without a contact as oneself. Its sockets are closed and come back so. */
export interface ActingView {
  reader: number;
  organisation: number | null;
  contact: number | null;
}

/** An e-mail address of at most 254 characters, and what it is for in at most 40, such as “work”. */
export interface AddressInput {
  address: string;
  label?: string | null;
}

/** An address and which mail goes there; `chosen` is false while nothing was said about it. */
export interface AddressPurposesView {
  place: number;
  address: string;
  label: string | null;
  purposes: ("activities" | "mentions" | "messages" | "news" | "newsletters" | "reminders" | "tasks")[];
  chosen: boolean;
}

/** An e-mail address: whether it was confirmed, whether mail bounces there, and which kinds of mail go to it. */
export interface AddressView {
  id: number;
  address: string;
  label: string | null;
  confirmed_at: Moment | null;
  bounced_at: Moment | null;
  purposes: string[];
}

/** The conversation with one `contact` who answered; `answered_by` is who wrote last, if that was not they. */
export interface AnswerItem {
  id: number;
  organisation: number;
  kind: "direct" | "group" | "broadcast" | "reply";
  title: string | null;
  group: number | null;
  created_at: Moment;
  closed_at: Moment | null;
  rev: number;
  picture?: number | null;
  creator?: number | null;
  admins_post?: boolean;
  follows_group?: boolean;
  list?: number | null;
  removed_at?: Moment | null;
  unread: number;
  last_message: MessageView | null;
  contact: number;
  answered_by: number | null;
}

/** A purpose, and whether a contact agrees to it: since when, and how that is known. */
export interface AnsweredPurpose {
  id: number;
  name: string;
  text: string;
  closed_at: Moment | null;
  given_at: Moment | null;
  source: "self" | "guardian" | "admin" | null;
}

/** A file in a message: a picture with its size in pixels, a voice message with its length, or any other file. */
export interface AttachmentView {
  file: number;
  kind: "picture" | "voice" | "file";
  name: string;
  media_type: string;
  bytes: number;
  width?: number | null;
  height?: number | null;
  seconds?: number | null;
}

/** What a contact said of an occurrence; `by` is who said it for them. The reason is for themselves, who acts for
    them, and who manages the agenda. */
export interface AttendanceView {
  id: number;
  organisation: number;
  occurrence: number;
  contact: number;
  status: "absent" | "late" | "present" | "undecided" | null;
  reason: string | null;
  by: number | null;
  rev: number;
}

/** A file to be kept: how it may be called, how many acts it holds, and its text. `whole` unless there were more. */
export interface AuditFile {
  name: string;
  rows: number;
  whole: boolean;
  text: string;
}

/** An operation that the log can hold, in words. */
export interface AuditKind {
  operation: string;
  sentence: string;
}

/** One page of acts, and how many there are in all. */
export interface AuditPage {
  items: AuditView[];
  total: number;
  next: string | null;
}

/** One act: who did what when, to whom or what, and `acting_for` whom if not for themselves.

    Names are those of today; of who was removed nothing is told. `details` names fields, never what stands in them. */
export interface AuditView {
  id: number;
  at: string;
  name: string;
  acting_for: string | null;
  operation: string;
  sentence: string;
  subject: string;
  subject_id: number | null;
  subject_name: string;
  details: string;
  door: string;
}

/** Somebody's answer to a poll; `by` is who gave it in their name. Nothing chosen: they took it back. */
export interface BallotView {
  id: number;
  organisation: number;
  poll: number;
  contact: number;
  by: number | null;
  choices: ChosenView[];
  answered_at: Moment;
  rev: number;
}

/** A contact blocks another (`blocked`, null once they were erased); with a moment `lifted_at` no longer. */
export interface BlockView {
  id: number;
  organisation: number;
  contact: number;
  blocked: number | null;
  blocked_at: Moment;
  lifted_at: Moment | null;
  rev: number;
}

/** The bot's account, and its token, which is shown this once. */
export interface BotCreated {
  bot: number;
  token: string;
}

/** The secret address at which a calendar app follows the agenda; it is shown this once. */
export interface CalendarLinkView {
  url: string;
}

/** A right that a role can hold: its name in code, in words, and what it opens; `in_group`: also for one group. */
export interface CapabilityView {
  name: string;
  label: string;
  explanation: string;
  in_group: boolean;
}

/** What somebody is in a family. */
export interface CardFamily {
  family: number;
  family_name: string;
  function: number;
  function_name: string;
}

/** A membership with its options. */
export interface CardMembership {
  id: number;
  type: number;
  type_name: string;
  options: string[];
  from_day: string;
  until_day: string | null;
}

/** Somebody whom one asks for at a company, or a company at which one asks for this person. */
export interface CardPerson {
  contact: number;
  name: string;
  function: string;
}

/** A function in a group during a season; a reader (not `active`) only follows. */
export interface CardPlacement {
  id: number;
  group: number;
  group_name: string;
  season: number;
  season_name: string;
  function: number;
  function_name: string;
  active: boolean;
  from_day: string | null;
  until_day: string | null;
}

/** What is understood of a cell. */
export interface CellView {
  target: string;
  text: string;
}

/** A choice that is there already (its `id`), or a new one; its name has at most 100 characters. */
export interface ChoiceInput {
  name: string;
  id?: number | null;
}

/** An answer to a field of kind `choice`; one that was closed is kept by who has it, and not chosen any more. */
export interface ChoiceView {
  id: number;
  name: string;
  closed_at: Moment | null;
}

/** An option; of dates `yes`, `maybe` (if need be) or `no`; of a list how many. */
export interface ChosenInput {
  option: number;
  value: "maybe" | "no" | "yes";
  count: number;
}

/** One option that somebody chose: yes, maybe or no; of a list how many. */
export interface ChosenView {
  option: number;
  value?: "maybe" | "no" | "yes";
  count?: number;
}

/** A column of a file: its header, what it is taken to hold, and some of what stands in it. */
export interface ColumnView {
  header: string;
  target: string;
  examples: string[];
}

/** One value that a command takes. */
export interface CommandParameter {
  name: string;
  kind: string;
  required: boolean;
  choices?: string[] | null;
}

/** A command that a bot answers: its words and its help in each language, and what it takes. */
export interface CommandSpec {
  name: string;
  words: Record<Language, string>;
  help: Record<Language, string>;
  parameters: CommandParameter[];
}

/** A line for a bot and its answer, private to the caller and the bot; `language` is the caller's. */
export interface CommandView {
  id: number;
  organisation: number;
  conversation: number;
  bot: number;
  caller: number;
  language: string;
  text: string;
  answer: string | null;
  given_at: Moment;
  answered_at: Moment | null;
  rev: number;
}

/** A person, and what they are at the company in at most 100 characters. */
export interface CompanyPersonInput {
  contact: number;
  function: string;
}

/** The register of a purpose as CSV text; `name` is what to call the file, `rows` how many lines it has. `whole`
    unless there were more. */
export interface ConsentFile {
  name: string;
  rows: number;
  whole: boolean;
  text: string;
}

/** That somebody agreed, by whom it was noted, and when it was withdrawn, if it was. */
export interface ConsentView {
  id: number;
  organisation: number;
  contact: number;
  contact_name: string;
  purpose: number;
  given_at: Moment;
  source: "self" | "guardian" | "admin";
  withdrawn_at: Moment | null;
  withdrawn_source: "self" | "guardian" | "admin" | null;
}

/** All that is known of a contact, as far as who asks may see it.

    `manages`: who asks administers this contact, and so also sees `remarks`, `login` and the fields of administrators;
    they are null and left out for others. `own`: it is oneself, or somebody for whom one acts. `editable`: who asks may
    change it. */
export interface ContactCard {
  id: number;
  organisation: number;
  kind: "person" | "company";
  name: string;
  first_name: string;
  last_name: string;
  birth_date: string | null;
  sex: "f" | "m" | "x" | null;
  language: string;
  remarks: string | null;
  picture: number | null;
  addresses: AddressView[];
  phones: PhoneView[];
  postal_addresses: PostalView[];
  fields: FieldValueView[];
  placements: CardPlacement[];
  memberships: CardMembership[];
  families: CardFamily[];
  people: CardPerson[];
  companies: CardPerson[];
  login: LoginView | null;
  manages: boolean;
  own: boolean;
  editable: boolean;
  created_at: Moment;
  removed_at: Moment | null;
  rev: number;
}

/** The parts of a card. Lists replace what was there, the first address is written to first; `fields` holds values
    of custom fields by the field's id, null empties one. A company has its name in `last_name`. */
export interface ContactParts {
  first_name?: string;
  last_name?: string;
  birth_date?: string | null;
  sex?: "f" | "m" | "x" | null;
  language?: string;
  remarks?: string | null;
  picture?: number | null;
  addresses?: AddressInput[] | null;
  phones?: PhoneInput[] | null;
  postal_addresses?: PostalInput[] | null;
  fields?: Record<string, number | string | boolean | null>;
}

/** A person by name. Addresses and other personal data are not shown to members.

    Who was erased (`erased_at`) has no name any more; clients say that it is a removed member. */
export interface ContactView {
  id: number;
  organisation: number;
  kind: "person" | "company";
  name: string;
  picture: number | null;
  removed_at: Moment | null;
  erased_at: Moment | null;
  rev: number;
}

/** How far a conversation's file is: `done` messages of `total`; once `ready` it is the file `file` (at
    `/files/<id>`) of so many bytes, `until` a moment.

    `none` was asked for, or it is `gone` again. */
export interface ConversationExportView {
  conversation: number;
  state: "none" | "waiting" | "making" | "ready" | "failed" | "gone";
  done: number;
  total: number;
  file: number | null;
  bytes: number;
  asked_at: Moment | null;
  until: string | null;
}

/** A conversation in one's own list: what is unread (stopped at 100) and its last message. */
export interface ConversationListedView {
  id: number;
  organisation: number;
  kind: "direct" | "group" | "broadcast" | "reply";
  title: string | null;
  group: number | null;
  created_at: Moment;
  closed_at: Moment | null;
  rev: number;
  picture?: number | null;
  creator?: number | null;
  admins_post?: boolean;
  follows_group?: boolean;
  list?: number | null;
  removed_at?: Moment | null;
  unread: number;
  last_message: MessageView | null;
}

/** A conversation, the same for all who sit in it. A direct one has no title: clients show the other's name.

    `list` is the broadcast list to which a `reply` conversation belongs; with `admins_post` only administrators write. */
export interface ConversationView {
  id: number;
  organisation: number;
  kind: "direct" | "group" | "broadcast" | "reply";
  title: string | null;
  group: number | null;
  created_at: Moment;
  closed_at: Moment | null;
  rev: number;
  picture?: number | null;
  creator?: number | null;
  admins_post?: boolean;
  follows_group?: boolean;
  list?: number | null;
  removed_at?: Moment | null;
}

/** What comes along with one group; `members` are placed anew, `there_already` are left as they stand. */
export interface CopiedGroup {
  group: number;
  name: string;
  new: boolean;
  details: boolean;
  members: number;
  there_already: number;
}

/** What a copy did, or with `dry_run` would do. */
export interface CopyView {
  dry_run: boolean;
  season: number;
  season_name: string;
  groups: CopiedGroup[];
  new: number;
  members: number;
  there_already: number;
  conversations: boolean;
}

/** Whom a line is about: a contact who is known, or null for somebody new. */
export interface Decision {
  line: number;
  contact: number | null;
}

/** A device that is told; `here`: the one that asks. `kinds` are those that it wants. */
export interface DeviceView {
  id: number;
  name: string;
  kinds: string[];
  here: boolean;
  created_at: Moment;
  used_at: Moment | null;
}

/** A card in a pair. */
export interface DoubleView {
  id: number;
  name: string;
  birth_date: string | null;
  addresses: string[];
  login: "none" | "invited" | "active";
}

/** What one is writing in a conversation; an empty text is no draft. */
export interface DraftView {
  id: number;
  organisation: number;
  conversation: number;
  text: string;
  reply_to: number | null;
  changed_at: Moment;
  rev: number;
}

/** Somebody of whom nothing is kept any more. */
export interface ErasedView {
  id: number;
  organisation: number;
  erased_at: Moment;
}

/** So many rows of a kind, what becomes of them (`go` or `stay`), and why. */
export interface ErasureLine {
  kind: string;
  name: string;
  count: number;
  fate: string;
  reason: string;
}

/** What an erasure would do. `name` is what must be typed; `refusal` says why it cannot be done, if so. */
export interface ErasurePreview {
  contact: number;
  name: string;
  lines: ErasureLine[];
  refusal: string | null;
}

/** Somebody asked to be erased. */
export interface ErasureRequestView {
  id: number;
  organisation: number;
  contact: number;
  contact_name: string;
  asked_at: Moment;
  declined_at: Moment | null;
}

/** All of these hold; of none, everyone. */
export interface Every {
  kind: "all";
  of: (Every | Some | Not | Fact | Placed | Member | Related | InSelection)[];
}

/** How far an archive is; once `ready` it is the file `file` (at `/files/<id>`) of so many bytes, `until` a moment.

    `none` was asked for, or it is `gone` again. */
export interface ExportView {
  contact: number;
  state: "none" | "waiting" | "making" | "ready" | "failed" | "gone";
  file: number | null;
  bytes: number;
  asked_at: Moment | null;
  until: string | null;
}

/** Something that is known of a contact: `fact` is a name of `selection.facts`, `field:<id>` a field of one's own.

    `op` and `value` are as that fact takes them; days are texts as 2026-09-01. `known` takes no value. */
export interface Fact {
  kind: "fact";
  fact: string;
  op: "after" | "at_least" | "at_most" | "before" | "begins" | "contains" | "is" | "known";
  value?: string | number | boolean | null;
}

/** One of the values of a fact: a word, or the id of something that has a name. */
export interface FactChoice {
  value: string | number;
  name: string;
}

/** Something that conditions can ask: its name in them, what it is called, the operators that it takes.

    `group` says under which heading it stands: person, reach, own. */
export interface FactView {
  fact: string;
  name: string;
  group: string;
  kind: string;
  ops: string[];
  choices: FactChoice[];
}

/** All that conditions can name in an organisation. */
export interface FactsView {
  facts: FactView[];
  groups: FactChoice[];
  functions: FactChoice[];
  seasons: FactChoice[];
  membership_types: FactChoice[];
  membership_options: FactChoice[];
  family_functions: FactChoice[];
  selections: FactChoice[];
}

/** Whether somebody acts for a child of the family: until (and not on) the day `until`, or why not (`reason`). */
export interface FamilyAccessView {
  guardian: number;
  child: number;
  acts: boolean;
  until: string | null;
  reason: "blocked" | "no_account" | "no_birth_date" | "grown" | null;
}

/** What one can be in a family. `gives_access`: may act for the minors there who have an `is_child` function. */
export interface FamilyFunctionView {
  id: number;
  organisation: number;
  name: string;
  gives_access: boolean;
  is_child: boolean;
  position: number;
}

/** Somebody in a family, and as what (the id of a function). */
export interface FamilyMemberView {
  contact: number;
  name: string;
  picture: number | null;
  birth_date: string | null;
  function: number;
}

/** A family, who belongs to it, and who acts for whom there. */
export interface FamilyView {
  id: number;
  organisation: number;
  name: string;
  members: FamilyMemberView[];
  access: FamilyAccessView[];
}

/** A field of both cards, in words; `chosen` says whose value stays (`keep`, `drop`, or `both` for lists), `differs`
    whether there is something to choose. */
export interface FieldComparison {
  field: string;
  name: string;
  keep: string[];
  drop: string[];
  chosen: string;
  choices: string[];
  differs: boolean;
}

/** The field that was made or changed. */
export interface FieldMade {
  id: number;
  organisation: number;
}

/** What a field says of a contact: a text, a number, a day (2026-11-26), true or false, the id of a choice or of a
    file; null when nothing is filled in. `shown` is a choice's name. `writable`: who asks may fill it in. */
export interface FieldValueView {
  field: number;
  name: string;
  kind: "text" | "number" | "date" | "choice" | "yes_no" | "file";
  purpose: string;
  value: number | string | boolean | null;
  shown: string | null;
  writable: boolean;
}

/** A field of the organisation's own, with the purpose for which it is kept.

    `access`: `admins` only, or the contact themselves may also `read` or `write` it. */
export interface FieldView {
  id: number;
  organisation: number;
  name: string;
  kind: "text" | "number" | "date" | "choice" | "yes_no" | "file";
  purpose: string;
  access: "admins" | "read" | "write";
  position: number;
  closed_at: Moment | null;
  choices: ChoiceView[];
}

/** A file without its content, which is at `/files/<id>`; of a picture also at `/files/<id>/96` and `/512`.

    `bytes`, `width` and `height` are those of the content, `seconds` the length of a voice
    message; `arrived_at` is null until all of it is there. `contact` is
    whose it is, once something points at it. */
export interface FileView {
  id: number;
  organisation: number;
  purpose: string;
  name: string;
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
  seconds: number | null;
  contact: number | null;
  created_at: Moment;
  arrived_at: Moment | null;
}

/** A message in which it was found, the piece of it around the first hit, and its first picture's file. */
export interface FoundMessage {
  id: number;
  organisation: number;
  conversation: number;
  seq: number;
  author: number;
  sent_at: Moment;
  excerpt: Piece[];
  picture: number | null;
}

/** What one can be in a group; one that was closed is given to nobody any more. `used` says how often it was. */
export interface FunctionView {
  id: number;
  organisation: number;
  name: string;
  position: number;
  closed_at: Moment | null;
  used: number;
}

/** Somebody has a role: in the whole organisation, or in one `group`. A bot has no `contact`. */
export interface GrantView {
  id: number;
  organisation: number;
  role: number;
  role_name: string;
  account: number;
  contact: number | null;
  name: string;
  group: number | null;
  group_name: string | null;
  granted_at: Moment;
}

/** A capability that was given apart, and the groups in which it holds. */
export interface GroupCapability {
  capability: string;
  groups: number[];
}

/** All of a group in one season, and its other seasons. `remarks` are for who sees the members. */
export interface GroupDetails {
  id: number;
  organisation: number;
  name: string;
  season: number;
  active: boolean;
  abbreviation: string | null;
  type: string | null;
  composition: string | null;
  place: string | null;
  remarks: string | null;
  meetings: Meeting[];
  seasons: GroupInSeason[];
  may_see_members: boolean;
  may_place: boolean;
}

/** A season in which a group was, and how many stood in it. */
export interface GroupInSeason {
  season: number;
  name: string;
  first_day: string;
  last_day: string;
  active: boolean;
  members: number;
}

/** A group as it is in one season; `members` counts who stands in it today. */
export interface GroupView {
  id: number;
  organisation: number;
  name: string;
  season: number;
  members: number;
  abbreviation: string | null;
  type: string | null;
  composition: string | null;
}

/** What was filled in for groups so far, to choose from. */
export interface GroupWords {
  types: string[];
  compositions: string[];
  places: string[];
}

/** Whether an administrator keeps somebody from acting for a child. */
export interface GuardianView {
  organisation: number;
  guardian: number;
  child: number;
  blocked: boolean;
}

/** A range of messages that were left out: forget what you hold of it, and fetch it when it is looked at. */
export interface HoleView {
  conversation: number;
  from_seq: number;
  until_seq: number;
}

/** What `import.run` would do; nothing is kept of it.

    `header`: the first line names the columns. `targets`: all that a column can hold. `makes`: the names of groups,
    functions, types of membership and families that do not exist yet. `refused` and `likely` hold the first of them;
    `refused_lines` counts them all. */
export interface ImportPreview {
  file: string;
  refusal: string | null;
  header: boolean;
  columns: ColumnView[];
  targets: TargetView[];
  first_lines: LineView[];
  created: number;
  changed: number;
  unchanged: number;
  refused_lines: number;
  refused: RefusedLine[];
  likely: LikenessView[];
  makes: string[];
}

/** An import, how far it is, and its report once it is done. `lines` counts those that are right, once they are
    read. */
export interface ImportView {
  id: number;
  organisation: number;
  file_name: string;
  state: "waiting" | "reading" | "writing" | "done" | "failed";
  lines: number;
  report: Report | null;
  created_at: Moment;
  started_at: Moment | null;
  ended_at: Moment | null;
}

/** Is in another selection. */
export interface InSelection {
  kind: "selection";
  selection: number;
}

/** An invitation on its way; it works once, until `expires_at`. */
export interface InvitationSent {
  organisation: number;
  contact: number;
  expires_at: Moment;
}

/** To which organisation, who, at which address, and a user name that is still free. */
export interface InvitationView {
  organisation: string;
  name: string;
  address: string;
  user_name: string;
}

/** How many invitations are on their way, and who gets none. */
export interface InvitationsSent {
  organisation: number;
  sent: number;
  skipped: SkippedContact[];
}

/** One page of those asked for, how many they are in all, and how many are in each state whichever was asked. */
export interface InvitedPage {
  items: InvitedView[];
  total: number;
  counts: StateCount[];
  next: string | null;
}

/** A contact, where they are invited, and how far it came.

    `never` invited, `sent`, `opened` the link, `accepted` (they have a login), `expired`, `cancelled`, or `no_address`. */
export interface InvitedView {
  contact: number;
  name: string;
  address: string | null;
  state: "accepted" | "cancelled" | "expired" | "never" | "no_address" | "opened" | "sent";
  sent_at: Moment | null;
  opened_at: Moment | null;
  expires_at: Moment | null;
  accepted_at: Moment | null;
}

/** Memberships of one type, or placements with one function in one group, that share days: they become one, with
    these days and all `options` that either had. */
export interface JoinedPeriod {
  what: "membership" | "placement";
  name: string;
  options: string[];
  from_day: string;
  until_day: string | null;
}

/** Somebody who came in: their contact, membership and places, and until when they can accept their invitation. */
export interface JoinedView {
  contact: number;
  name: string;
  membership: MembershipView | null;
  placements: PlacementView[];
  invited_until: string | null;
}

/** What ends when somebody leaves on a day, and what is taken back as it would only have begun later.

    `access` says whether they sign in here, or others for them; `ends_access` that this is over too. */
export interface LeavingView {
  contact: number;
  name: string;
  day: string;
  done: boolean;
  placements_ended: PlacementView[];
  placements_taken_back: PlacementView[];
  memberships_ended: MembershipView[];
  memberships_taken_back: MembershipView[];
  access: boolean;
  ends_access: boolean;
}

/** A line may be about somebody who is known. `taken`: it is, unless `decisions` say otherwise. */
export interface LikenessView {
  line: number;
  name: string;
  contact: number;
  contact_name: string;
  because: "name_and_address" | "name" | "address";
  taken: boolean;
}

/** A line as it is understood, and what would become of it; `contact` is who it is about, if known already. */
export interface LineView {
  line: number;
  outcome: "created" | "changed" | "unchanged" | "refused";
  contact: number | null;
  cells: CellView[];
}

/** One contact acts for another: a `guardian` until (and not on) the day `until`, a `delegate` until revoked. */
export interface LinkView {
  id: number;
  organisation: number;
  kind: "guardian" | "delegate";
  by: number | null;
  by_name: string;
  contact: number;
  contact_name: string;
  contact_picture: number | null;
  from_at: Moment;
  until: string | null;
}

/** For whom one may act, and who may act for oneself. */
export interface LinksView {
  acting_for: LinkView[];
  acting_for_me: LinkView[];
}

/** Whether somebody signs in: no, invited until a moment, or active under a user name. */
export interface LoginView {
  state: "none" | "invited" | "active";
  login: string | null;
  address: string | null;
  invited_until: string | null;
}

/** Whether unread messages are mailed, and in which language to say so; nothing that tells whose it is. */
export interface MailChoiceView {
  mail_messages: boolean;
  language: Language;
}

/** What the columns of a file hold, in its order: a target each, or `ignore`; and whether its first line names
    them. */
export interface MappingInput {
  columns: string[];
  header: boolean;
}

/** When a group usually meets; without a place of its own, where the group always does. */
export interface Meeting {
  weekday: number;
  from_minute: number;
  until_minute?: number | null;
  place?: string | null;
}

/** Has a membership, of one of these types, with one of these options; today, or at any time (`ever`). */
export interface Member {
  kind: "member";
  types?: number[] | null;
  options?: number[] | null;
  ever: boolean;
}

/** A kind of membership with its options; `members` have it today. */
export interface MembershipTypeView {
  id: number;
  organisation: number;
  name: string;
  position: number;
  closed_at: Moment | null;
  options: OptionView[];
  members: number;
}

/** A contact belongs to the organisation from one day until another, without an end until further notice. */
export interface MembershipView {
  id: number;
  organisation: number;
  contact: number;
  type: number;
  type_name: string;
  from_day: string;
  until_day: string | null;
  end_reason: string | null;
  options: OptionView[];
}

/** What merging would do. With a `clash` it would be refused, for the reason that `clash_says`. Merging cannot be
    undone. */
export interface MergePreview {
  keep: DoubleView;
  drop: DoubleView;
  fields: FieldComparison[];
  moves: MovedCount[];
  joins: JoinedPeriod[];
  clash: string | null;
  clash_says: string | null;
  undoable: boolean;
}

/** One's own report of a message, and what became of it once it is closed.

    `falls_to` is who may answer it: those who manage conversations, or administrators where only who wrote the message
    does; `operator` where nobody else is left, which who runs the server is shown. Once `forgotten_at`, a client drops
    it. */
export interface MessageReportView {
  id: number;
  organisation: number;
  conversation: number;
  message: number;
  reason: "spam" | "unkind" | "private" | "other";
  note: string;
  reported_at: Moment;
  closed_at: Moment | null;
  outcome: "kept" | "removed" | null;
  falls_to: "moderators" | "administrators" | "operator";
  forgotten_at: Moment | null;
  rev: number;
}

/** For how many minutes one's own messages may be edited and deleted: for ever without a number, never with 0; and
    whether a conversation's administrators delete those of others. */
export interface MessageRulesView {
  edit_minutes: number | null;
  delete_minutes: number | null;
  admins_delete: boolean;
}

/** What a message said before, and since when. */
export interface MessageVersionView {
  text: string;
  written_at: Moment;
}

/** A message. `author` is a contact, `by` who wrote it in their name; of a deleted one the text is empty.

    `card` is the poll or activity that it shows, `reactions` who reacted, by emoji; `mentions` the
    contacts whom the text mentions, 0 for everyone. What has a default may be left out. */
export interface MessageView {
  id: number;
  organisation: number;
  conversation: number;
  seq: number;
  author: number;
  by: number | null;
  text: string;
  sent_at: Moment;
  edited_at: Moment | null;
  deleted_at: Moment | null;
  rev: number;
  reply_to?: number | null;
  forwarded?: boolean;
  card_kind?: "poll" | "activity" | null;
  card?: number | null;
  attachments?: AttachmentView[] | null;
  previews?: PreviewView[] | null;
  reactions?: Record<string, number[]> | null;
  mentions?: number[] | null;
  pinned_at?: Moment | null;
  pinned_by?: number | null;
}

/** A page of who has no valid membership on a day, and how many they are in all. */
export interface MissingList {
  day: string;
  total: number;
  items: MissingView[];
  next: string | null;
}

/** Somebody who stands in groups without a valid membership; `ended_on` is the last day of their latest one. */
export interface MissingView {
  contact: number;
  name: string;
  groups: string[];
  ended_on: string | null;
}

/** How many items of a kind stand in a month. */
export interface MonthCount {
  kind: "pictures" | "files" | "voice" | "links" | "polls" | "activities";
  month: number;
  count: number;
}

/** How many things of a kind would move. */
export interface MovedCount {
  what: string;
  number: number;
}

/** Of which type, from when, with which options. */
export interface NewMembership {
  type: number;
  from_day: string;
  until_day?: string | null;
  options: number[];
}

/** In which group and season (the current one if not said), and as what. */
export interface NewPlacement {
  group: number;
  function: number;
  season?: number | null;
  active: boolean;
  from_day?: string | null;
  until_day?: string | null;
}

/** This does not hold. */
export interface Not {
  kind: "not";
  of: Every | Some | Not | Fact | Placed | Member | Related | InSelection;
}

/** When somebody wants no push: `quiet_from` and `quiet_until` are times of the day (`22:30`), both or none. */
export interface NotificationsView {
  quiet_from: string | null;
  quiet_until: string | null;
  zone: string;
  mentions_pass: boolean;
}

/** One time that an activity happens, the same for everyone in the organisation.

    `starts_at` and `ends_at` are in UTC; `local_start` and `local_end` are what a clock in `zone` shows, such as
    `2026-11-26T20:00:00`. Of an all-day one the end is midnight after the last day. Members
    answer whether they come until `answer_until`, or until it ends. */
export interface OccurrenceView {
  id: number;
  organisation: number;
  series: number;
  group: number | null;
  title: string;
  place: string | null;
  remarks: string | null;
  starts_at: Moment;
  ends_at: Moment;
  local_start: string;
  local_end: string;
  zone: string;
  all_day: boolean;
  state: "cancelled" | "planned";
  rev: number;
  answer_until: string | null;
}

/** One answer: its `text`; of dates the day or the time where the organisation is (2026-12-05, or
    2026-12-05T20:00:00) and how many minutes it takes; of a list, or where there is a limit, how many places. */
export interface OptionInput {
  text: string;
  local_start?: string | null;
  minutes?: number | null;
  places?: number | null;
}

/** Something that can come with a type of membership; one that was closed is given to nobody any more. */
export interface OptionView {
  id: number;
  name: string;
  closed_at: Moment | null;
}

/** An organisation as everybody may know it. */
export interface OrganisationFound {
  id: number;
  name: string;
}

/** What an organisation is called, by which short name it is found too, and in which language and zone it lives.

    `link_previews`: whether messages show what stands behind their links; `previews_allowed`: whether who runs the
    server lets it. */
export interface OrganisationSettings {
  id: number;
  name: string;
  slug: string;
  abbreviation: string | null;
  language: Language;
  zone: string;
  link_previews: boolean;
  previews_allowed: boolean;
}

/** An organisation as an account stands in it: its own contact there, if any, and its capabilities.

    `capabilities` hold in the whole organisation; `in_groups` names those that reach the people of single groups. */
export interface OrganisationView {
  id: number;
  name: string;
  contact: number | null;
  capabilities: string[];
  in_groups: GroupCapability[];
  zone: string;
  language: Language;
}

/** Two cards that may be of one person: with the same name and birth date, the same name and address, or the same
    address and a similar name. */
export interface PairView {
  one: DoubleView;
  other: DoubleView;
  because: "birth_date" | "address" | "similar_name";
}

/** Somebody's interval in a conversation: they see messages from `from_seq`, until they left. */
export interface ParticipantView {
  id: number;
  organisation: number;
  conversation: number;
  contact: number;
  from_seq: number;
  joined_at: Moment;
  left_at: Moment | null;
  rev: number;
  admin?: boolean;
}

/** One of one's own passkeys. */
export interface PasskeyView {
  id: number;
  name: string;
  created_at: Moment;
  used_at: Moment | null;
}

/** A telephone number of 6 to 15 digits, and what it is for in at most 40 characters. */
export interface PhoneInput {
  number: string;
  label?: string | null;
}

/** A telephone number as typed. */
export interface PhoneView {
  number: string;
  label: string | null;
}

/** A part of an excerpt; `hit`: it is what was asked. */
export interface Piece {
  text: string;
  hit?: boolean;
}

/** Stands in one of these groups (any if not said), with one of these functions, actively or as a reader.

    On today, or without regard to days in the season named. */
export interface Placed {
  kind: "placed";
  groups?: number[] | null;
  functions?: number[] | null;
  active?: boolean | null;
  season?: number | null;
}

/** How many were placed, and how many stood there already with that function. With `placements` it can be taken
    back. */
export interface PlacedMany {
  placed: number;
  there_already: number;
  placements: number[];
}

/** A contact's function in a group during a season. Without a day it is from the season's first, until its last. */
export interface PlacementView {
  id: number;
  organisation: number;
  contact: number;
  name: string;
  group: number;
  group_name: string;
  season: number;
  season_name: string;
  function: number;
  function_name: string;
  active: boolean;
  from_day: string | null;
  until_day: string | null;
  end_reason: string | null;
}

/** One of a poll's answers, and how many chose it; of a list `yes` counts the places that are taken.

    `local_start` is what a clock in the poll's zone shows, or a day; `minutes` how long it would take. */
export interface PollOptionView {
  id: number;
  text: string;
  local_start?: string | null;
  minutes?: number | null;
  places?: number | null;
  yes?: number;
  maybe?: number;
  no?: number;
}

/** A poll, the same for all who see its message: what is asked and the counts, never who chose what.

    `best` is the date with the most yes, of those the one with the fewest no, of those the earliest. `occurrence` is
    the activity that it became. What has a default may be left out. */
export interface PollView {
  id: number;
  organisation: number;
  conversation: number;
  message: number;
  seq: number;
  kind: "choice" | "dates" | "list";
  title: string;
  options: PollOptionView[];
  creator: number;
  created_at: Moment;
  rev: number;
  description?: string | null;
  zone?: string | null;
  several?: boolean;
  anonymous?: boolean;
  may_add?: boolean;
  administrators?: number[] | null;
  voters?: number;
  best?: number | null;
  settled?: number | null;
  occurrence?: number | null;
  closes_at?: Moment | null;
  closed_at?: Moment | null;
  reminded_at?: Moment | null;
}

/** A postal address: street (200 characters), postcode (20), town (100), country as two letters (ISO 3166-1). */
export interface PostalInput {
  street?: string | null;
  postcode?: string | null;
  town?: string | null;
  country?: string | null;
  label?: string | null;
}

/** A postal address. */
export interface PostalView {
  street: string | null;
  postcode: string | null;
  town: string | null;
  country: string | null;
  label: string | null;
}

/** One's own preferences for a conversation.

    Archived while the conversation's `last_seq` is at most `archived_seq`, or while it is muted. */
export interface PreferenceView {
  id: number;
  organisation: number;
  conversation: number;
  level: string;
  muted_until: string | null;
  pinned_at: Moment | null;
  archived_seq: number | null;
  rev: number;
}

/** A contact that one watches came (`online`) or went; `seen_at` is to the minute. May be lost. */
export interface PresenceTold {
  organisation: number;
  contact: number;
  online: boolean;
  seen_at: Moment | null;
}

/** Whether somebody is there; else when they were, to the minute, if that is known. */
export interface PresenceView {
  contact: number;
  online: boolean;
  seen_at: Moment | null;
}

/** What stands behind a link in a message, as the server saw it; `picture` is a file. */
export interface PreviewView {
  url: string;
  title: string;
  site?: string | null;
  description?: string | null;
  picture?: number | null;
}

/** For what consent is asked; `text` is what one agrees to. */
export interface PurposeView {
  id: number;
  organisation: number;
  name: string;
  text: string;
  closed_at: Moment | null;
}

/** What a browser needs to subscribe (`applicationServerKey`): the server's public key in base64url. */
export interface PushKeyView {
  public_key: string;
}

/** One's own read position: messages up to `seq` were read. */
export interface ReadView {
  id: number;
  organisation: number;
  conversation: number;
  seq: number;
  rev: number;
}

/** How far somebody read a conversation. */
export interface ReaderView {
  contact: number;
  seq: number;
}

/** How far those who tell it have read what one looks at: all of them, each time. May be lost. */
export interface ReceiptTold {
  organisation: number;
  conversation: number;
  reads: ReaderView[];
}

/** Somebody who receives a list: whether they read a message. `by_other`: only who reads for them did, a parent. */
export interface RecipientView {
  contact: number;
  name: string;
  state: "read" | "unread" | "unreachable";
  by_other: boolean;
}

/** Codes that each let one in once, without the app. They are shown this once. */
export interface RecoveryCodes {
  codes: string[];
}

/** Why a line was left out; `line` counts as the person's own program does, `column` is empty for the whole line. */
export interface RefusedLine {
  line: number;
  column: string;
  code: string;
  sentence: string;
}

/** What `navigator.credentials.create` is to be told; bytes are in base64url. `exclude` are the keys one has. */
export interface RegistrationOptions {
  challenge: string;
  party: string;
  party_name: string;
  user: string;
  user_name: string;
  display_name: string;
  algorithms: number[];
  exclude: string[];
}

/** Is in a family, with one of these functions there. */
export interface Related {
  kind: "family";
  functions?: number[] | null;
}

/** How many had not answered and are reminded, and how many cannot be: they have no address or device to which
    messages of this conversation go. */
export interface RemindedView {
  people: number;
  unreached: number;
}

/** A conversation that was removed, by whom, and until when it can be brought back; without a name for somebody who
    is a contact no longer. */
export interface RemovedConversationView {
  id: number;
  organisation: number;
  kind: "direct" | "group" | "broadcast" | "reply";
  title: string;
  removed_at: Moment;
  removed_by: number | null;
  removed_by_name: string | null;
  until: string;
}

/** What became of a file. With a `refusal` nothing of it was taken; then `refused` holds that, as of line 0.

    `stopped`: nothing was taken, as lines were wrong and all or nothing was asked. `without_group` counts people whose
    function found no group to be kept in. */
export interface Report {
  file: string;
  language: Language;
  refusal: string | null;
  stopped: boolean;
  created: number;
  changed: number;
  unchanged: number;
  without_group: number;
  refused: RefusedLine[];
  unknown_columns: string[];
}

/** The same as the text of a CSV file. */
export interface ReportFile {
  name: string;
  text: string;
}

/** What became of a message: how many read it, did not, or could not be reached, and who. */
export interface ReportView {
  message: number;
  read: number;
  unread: number;
  unreachable: number;
  people: RecipientView[];
}

/** A reported message as administrators see it: as it stands now, by whom, and who reported it.

    `title` is the conversation's, null of one of two; `reporter` is null where they were erased. `files` are the names
    of what is attached. */
export interface ReportedView {
  id: number;
  organisation: number;
  conversation: number;
  title: string | null;
  message: number;
  author: number;
  author_name: string;
  text: string;
  files: string[];
  sent_at: Moment;
  deleted_at: Moment | null;
  reporter: number | null;
  reporter_name: string | null;
  reason: "spam" | "unkind" | "private" | "other";
  note: string;
  reported_at: Moment;
  closed_at: Moment | null;
  outcome: "kept" | "removed" | null;
  closed_by_name: string | null;
}

/** A resource; `picture` is a file, at `/files/<picture>`, and `capacity` is in people. */
export interface ResourceView {
  id: number;
  organisation: number;
  name: string;
  kind: "hall" | "room" | "instrument" | "vehicle" | "other";
  capacity: number | null;
  place: string | null;
  remarks: string | null;
  picture: number | null;
  created_at: Moment;
  closed_at: Moment | null;
}

/** What a rule would take away today: how many, and the first names of some, if it is about people. */
export interface RetentionPreview {
  kind: string;
  count: number;
  names: string[];
}

/** How many months a kind of data is kept, and whether the rule holds; `people`: it erases people. */
export interface RetentionView {
  kind: string;
  name: string;
  explanation: string;
  months: number;
  enabled: boolean;
  people: boolean;
}

/** A role, what it holds and how many have it; the administrators' is `fixed`. `in_group`: also for one group. */
export interface RoleView {
  id: number;
  organisation: number;
  name: string;
  capabilities: string[];
  people: number;
  fixed: boolean;
  in_group: boolean;
}

/** A group in which somebody stands in the season, and as what. */
export interface RosterGroup {
  group: number;
  name: string;
  function: string;
  active: boolean;
}

/** The contacts that match, in the order asked for. */
export interface RosterIds {
  ids: number[];
}

/** A contact in the roster. `membership` is the type that holds today; `login` is null for who does not manage. */
export interface RosterLine {
  id: number;
  kind: "person" | "company";
  name: string;
  first_name: string;
  last_name: string;
  picture: number | null;
  birth_date: string | null;
  groups: RosterGroup[];
  membership: string | null;
  town: string | null;
  address: string | null;
  phone: string | null;
  login: "none" | "invited" | "active" | null;
  removed_at: Moment | null;
  rev: number;
}

/** A window of the roster, from `offset`, and how many there are in all. */
export interface RosterView {
  items: RosterLine[];
  offset: number;
  total: number;
  season: number | null;
}

/** One's own message for later. It waits while `sent_at`, `cancelled_at` and `refused_at` are null; `refused` says
    why it could not be posted. */
export interface ScheduledView {
  id: number;
  organisation: number;
  conversation: number;
  text: string;
  reply_to: number | null;
  send_at: Moment;
  created_at: Moment;
  sent_at: Moment | null;
  message: number | null;
  cancelled_at: Moment | null;
  refused_at: Moment | null;
  refused: string | null;
  rev: number;
}

/** A season; `current` is the one in which today falls (or else the latest), `active` can be worked in. */
export interface SeasonView {
  id: number;
  organisation: number;
  name: string;
  first_day: string;
  last_day: string;
  current: boolean;
  active: boolean;
  closed_at: Moment | null;
}

/** Whom a change to a fixed selection concerned: those who came in, or those who went. */
export interface SelectionPeople {
  selection: number;
  name: string;
  contacts: number[];
}

/** How many people meet the conditions now. */
export interface SelectionSize {
  size: number;
}

/** A selection; `size` counts whom the reader may see of it now. Without `conditions` its people are fixed. */
export interface SelectionView {
  id: number;
  organisation: number;
  name: string;
  conditions: Every | Some | Not | Fact | Placed | Member | Related | InSelection | null;
  size: number;
  changed_at: Moment;
}

/** An activity: how it repeats (an RRULE value, or null when it happens once), and how many times were made. */
export interface SeriesView {
  id: number;
  organisation: number;
  title: string;
  place: string | null;
  remarks: string | null;
  zone: string;
  local_start: string;
  duration_minutes: number;
  all_day: boolean;
  rule: string | null;
  group: number | null;
  occurrences: number;
}

/** A signed-in device; `current` is the one that asks. */
export interface SessionView {
  id: number;
  client: string;
  created_at: Moment;
  used_at: Moment;
  current: boolean;
}

/** What a conversation holds, by kind and month, the newest month first. */
export interface SharedCounts {
  items: MonthCount[];
}

/** Something in a message: a file, a link, or the poll or activity (`card`) that it shows. `month` is 202611. */
export interface SharedView {
  message: number;
  conversation: number;
  seq: number;
  author: number;
  sent_at: Moment;
  month: number;
  attachment?: AttachmentView | null;
  url?: string | null;
  card?: number | null;
}

/** What `navigator.credentials.get` is to be told; the challenge is in base64url. */
export interface SignInOptions {
  challenge: string;
  party: string;
}

/** A new session: its token, to be shown as `Authorization: Bearer`, and who one is. */
export interface SessionOpenedView {
  token: string;
  account: AccountView;
  organisations: OrganisationView[];
}

/** Somebody who was not invited, and why; who is not there has no name. */
export interface SkippedContact {
  contact: number;
  name: string;
  reason: "absent" | "has_login" | "no_address" | "too_often";
  sentence: string;
}

/** At least one of these holds; of none, nobody. */
export interface Some {
  kind: "any";
  of: (Every | Some | Not | Fact | Placed | Member | Related | InSelection)[];
}

/** One's own star at a message; without a moment it was taken off again. */
export interface StarView {
  id: number;
  organisation: number;
  conversation: number;
  message: number;
  starred_at: Moment | null;
  rev: number;
}

/** How many memberships began, and how many contacts had one of that type in that period already. With
    `memberships` it can be taken back. */
export interface StartedMany {
  started: number;
  had_already: number;
  memberships: number[];
}

/** How many are in a state. */
export interface StateCount {
  state: "accepted" | "cancelled" | "expired" | "never" | "no_address" | "opened" | "sent";
  count: number;
}

/** A page of changes. `reset` says: drop what you hold of this organisation before you apply it. */
export interface SyncPage {
  organisation: number;
  reset: boolean;
  items: SyncItem[];
  cursor: string;
  more: boolean;
}

/** How much of what was done for many was undone, and how much was changed since, or is gone, and stays so. */
export interface TakenBack {
  taken_back: number;
  changed: number;
}

/** Something that a column can hold, and what it is called. */
export interface TargetView {
  target: string;
  name: string;
}

/** The secret for an authenticator app: to be typed, as an address to open, and as the path of a QR code, which is
    `qr_size` units wide and wants a margin of four. */
export interface TotpBegun {
  secret: string;
  address: string;
  qr: string;
  qr_size: number;
}

/** How many said that they come to an occurrence, do not, come late, or do not know yet. */
export interface TurnoutView {
  id: number;
  organisation: number;
  occurrence: number;
  present: number;
  absent: number;
  late: number;
  undecided: number;
  rev: number;
}

/** Somebody types where one looks, or has stopped; forget it after six seconds. May be lost. */
export interface TypingTold {
  organisation: number;
  conversation: number;
  contact: number;
  on: boolean;
}

/** The answer to `sync.hello`.

    `reader` is the account's id, or another number while the session acts for somebody else (the `contact` of the one
    organisation): what a client keeps for one reader is not for another. */
export interface SyncHelloView {
  account: WelcomeAccount;
  reader: number;
  session: number | null;
  organisations: SyncOrganisationView[];
}

/** Who one is. */
export interface WelcomeAccount {
  id: number;
  name: string;
  language: Language;
  kind: "person" | "bot";
}

/** An organisation, the cursor at its end, and whether its events come from now on or after catching up. */
export interface SyncOrganisationView {
  id: number;
  name: string;
  contact: number | null;
  capabilities: string[];
  in_groups: GroupCapability[];
  zone: string;
  language: Language;
  cursor: string;
  live: boolean;
}

/** Objects that clients hold, by kind. */
export interface Objects {
  attendance: AttendanceView;
  ballot: BallotView;
  block: BlockView;
  command: CommandView;
  contact: ContactView;
  conversation: ConversationView;
  draft: DraftView;
  message: MessageView;
  occurrence: OccurrenceView;
  participant: ParticipantView;
  poll: PollView;
  preference: PreferenceView;
  read: ReadView;
  report: MessageReportView;
  scheduled: ScheduledView;
  star: StarView;
  turnout: TurnoutView;
}

export type SyncItem =
  | { [K in keyof Objects]: { kind: K; data: Objects[K] } }[keyof Objects]
  | { kind: "hole"; data: HoleView };

/** Codes of refusals. */
export type ErrorCode =
  | "malformed"
  | "unauthenticated"
  | "second_factor"
  | "forbidden"
  | "foreign_origin"
  | "not_found"
  | "unknown_operation"
  | "conflict"
  | "key_conflict"
  | "cursor_refused"
  | "too_large"
  | "invalid"
  | "rate_limited"
  | "too_many_requests"
  | "internal"
  | "database_busy"
  | "disk_full"
  | "unavailable";

export interface Operations {
  "account.change": {
    args: { language?: Language; mail_messages?: boolean; tells_reads?: boolean; tells_presence?: boolean };
    result: AccountView;
  };
  "account.get": { args: Nothing; result: AccountView };
  "account.set_password": { args: { password: string; current?: string }; result: Nothing };
  "activity.share": { args: { conversation: number; occurrence: number }; result: MessageView };
  "address.list_purposes": { args: { organisation: number; contact: number }; result: Listed<AddressPurposesView> };
  "address.set_purposes": {
    args: {
      organisation: number;
      contact: number;
      place: number;
      purposes: ("activities" | "mentions" | "messages" | "news" | "newsletters" | "reminders" | "tasks")[];
    };
    result: Listed<AddressPurposesView>;
  };
  "agenda.list": {
    args: { organisation: number; from: string; until: string; limit?: number; page?: string };
    result: Listed<OccurrenceView>;
  };
  "attendance.list": { args: { occurrence: number; limit?: number; page?: string }; result: Listed<AttendanceView> };
  "attendance.set": {
    args: {
      occurrence: number;
      status: "absent" | "late" | "present" | "undecided" | null;
      contact?: number;
      reason?: string;
    };
    result: AttendanceView;
  };
  "audit.export": {
    args: {
      organisation: number;
      by?: number;
      about?: number;
      act?: string;
      first_day?: string;
      last_day?: string;
      limit?: number;
      page?: string;
    };
    result: AuditFile;
  };
  "audit.kinds": { args: { organisation: number }; result: Listed<AuditKind> };
  "audit.list": {
    args: {
      organisation: number;
      by?: number;
      about?: number;
      act?: string;
      first_day?: string;
      last_day?: string;
      limit?: number;
      page?: string;
    };
    result: AuditPage;
  };
  "bot.create": { args: { organisation: number; name: string; scopes: string[] }; result: BotCreated };
  "bot.register": { args: { commands: CommandSpec[] }; result: Nothing };
  "bot.remove": { args: { organisation: number; bot: number }; result: Nothing };
  "broadcast.export_report": { args: { message: number }; result: ReportFile };
  "broadcast.inbox": {
    args: { conversation: number; unanswered?: boolean; limit?: number; page?: string };
    result: Listed<AnswerItem>;
  };
  "broadcast.reply": { args: { conversation: number; text: string; reply_to?: number }; result: MessageView };
  "broadcast.report": { args: { message: number }; result: ReportView };
  "broadcast.set_admin": { args: { conversation: number; contact: number; admin: boolean }; result: ParticipantView };
  "calendar.link": { args: { organisation: number }; result: CalendarLinkView };
  "calendar.revoke": { args: { organisation: number }; result: Nothing };
  "capability.list": { args: { organisation: number; limit?: number; page?: string }; result: Listed<CapabilityView> };
  "command.answer": { args: { command: number; text: string }; result: CommandView };
  "command.list": { args: { organisation: number; limit?: number; page?: string }; result: Listed<CommandSpec> };
  "command.run": { args: { conversation: number; text: string }; result: CommandView };
  "company.set_people": {
    args: { organisation: number; company: number; people: CompanyPersonInput[] };
    result: ContactView;
  };
  "consent.define": {
    args: { organisation: number; purpose?: number; name?: string; text?: string; closed?: boolean };
    result: PurposeView;
  };
  "consent.export": { args: { organisation: number; purpose: number }; result: ConsentFile };
  "consent.get": { args: { organisation: number; contact: number }; result: Listed<AnsweredPurpose> };
  "consent.give": { args: { organisation: number; contact: number; purpose: number }; result: ConsentView };
  "consent.list": {
    args: { organisation: number; purpose: number; history?: boolean; limit?: number; page?: string };
    result: Listed<ConsentView>;
  };
  "consent.purposes": { args: { organisation: number; limit?: number; page?: string }; result: Listed<PurposeView> };
  "consent.withdraw": { args: { organisation: number; contact: number; purpose: number }; result: Listed<ConsentView> };
  "contact.block": { args: { organisation: number; contact: number }; result: BlockView };
  "contact.blocked": { args: { organisation: number; limit?: number; page?: string }; result: Listed<BlockView> };
  "contact.change": {
    args: {
      first_name?: string;
      last_name?: string;
      birth_date?: string | null;
      sex?: "f" | "m" | "x" | null;
      language?: string;
      remarks?: string | null;
      picture?: number | null;
      addresses?: AddressInput[] | null;
      phones?: PhoneInput[] | null;
      postal_addresses?: PostalInput[] | null;
      fields?: Record<string, number | string | boolean | null>;
      organisation: number;
      contact: number;
      rev?: number;
    };
    result: ContactView;
  };
  "contact.create": {
    args: {
      first_name?: string;
      last_name?: string;
      birth_date?: string | null;
      sex?: "f" | "m" | "x" | null;
      language?: string;
      remarks?: string | null;
      picture?: number | null;
      addresses?: AddressInput[] | null;
      phones?: PhoneInput[] | null;
      postal_addresses?: PostalInput[] | null;
      fields?: Record<string, number | string | boolean | null>;
      organisation: number;
      kind?: "company" | "person";
    };
    result: ContactView;
  };
  "contact.duplicates": { args: { organisation: number; limit?: number; page?: string }; result: Listed<PairView> };
  "contact.export": {
    args: {
      organisation: number;
      form?: "csv" | "vcard" | "xlsx";
      contacts?: number[];
      selection?: number;
      conditions?: Every | Some | Not | Fact | Placed | Member | Related | InSelection;
      columns?: string[];
      delimiter?: "comma" | "semicolon" | "tab";
    };
    result: FileView;
  };
  "contact.get": { args: { organisation: number; contact: number }; result: ContactCard };
  "contact.list": {
    args: { organisation: number; search?: string; limit?: number; page?: string };
    result: Listed<ContactView>;
  };
  "contact.merge": {
    args: { organisation: number; keep: number; drop: number; choices?: Record<string, string> };
    result: ContactView;
  };
  "contact.preview_merge": {
    args: { organisation: number; keep: number; drop: number; choices?: Record<string, string> };
    result: MergePreview;
  };
  "contact.remove": { args: { organisation: number; contact: number }; result: ContactView };
  "contact.restore": { args: { organisation: number; contact: number }; result: ContactView };
  "contact.roster": {
    args: {
      organisation: number;
      search?: string;
      season?: number;
      group?: number;
      without_group?: boolean;
      function?: number;
      membership?: number;
      without_membership?: boolean;
      login?: "active" | "invited" | "none";
      kind?: "company" | "person";
      removed?: boolean;
      selection?: number;
      sort?: string[];
      offset?: number;
      limit?: number;
    };
    result: RosterView;
  };
  "contact.roster_ids": {
    args: {
      organisation: number;
      search?: string;
      season?: number;
      group?: number;
      without_group?: boolean;
      function?: number;
      membership?: number;
      without_membership?: boolean;
      login?: "active" | "invited" | "none";
      kind?: "company" | "person";
      removed?: boolean;
      selection?: number;
      sort?: string[];
    };
    result: RosterIds;
  };
  "contact.set_distinct": {
    args: { organisation: number; one: number; other: number; distinct?: boolean };
    result: Nothing;
  };
  "contact.set_file": {
    args: { organisation: number; contact: number; field: number; file: number | null };
    result: Nothing;
  };
  "contact.set_picture": { args: { organisation: number; contact: number; file: number | null }; result: ContactView };
  "contact.unblock": { args: { organisation: number; contact: number }; result: Nothing };
  "conversation.change": {
    args: {
      conversation: number;
      title?: string;
      picture?: number | null;
      admins_post?: boolean;
      follows_group?: boolean;
    };
    result: ConversationView;
  };
  "conversation.create": {
    args: {
      organisation: number;
      title: string;
      group?: number;
      without?: number[];
      follows_group?: boolean;
      selection?: number;
      contacts?: number[];
      kind?: "broadcast" | "group";
      admins?: number[];
    };
    result: ConversationView;
  };
  "conversation.export": { args: { conversation: number }; result: ConversationExportView };
  "conversation.get": { args: { conversation: number }; result: ConversationView };
  "conversation.get_export": { args: { conversation: number }; result: ConversationExportView };
  "conversation.leave": { args: { conversation: number }; result: Nothing };
  "conversation.list": {
    args: { organisation?: number; limit?: number; page?: string };
    result: Listed<ConversationListedView>;
  };
  "conversation.list_removed": {
    args: { organisation: number; limit?: number; page?: string };
    result: Listed<RemovedConversationView>;
  };
  "conversation.open_direct": { args: { organisation: number; contact: number }; result: ConversationView };
  "conversation.remove": { args: { conversation: number }; result: Nothing };
  "conversation.restore": { args: { conversation: number }; result: ConversationView };
  "draft.set": { args: { conversation: number; text: string; reply_to?: number }; result: DraftView };
  "family.change": { args: { family: number; name: string }; result: FamilyView };
  "family.create": { args: { organisation: number; name: string }; result: FamilyView };
  "family.get": { args: { family: number }; result: FamilyView };
  "family.list": {
    args: { organisation: number; search?: string; contact?: number; limit?: number; page?: string };
    result: Listed<FamilyView>;
  };
  "family.put_member": { args: { family: number; contact: number; function: number }; result: FamilyView };
  "family.remove": { args: { family: number }; result: Nothing };
  "family.take_out": { args: { family: number; contact: number }; result: FamilyView };
  "family_function.change": {
    args: { function: number; name?: string; gives_access?: boolean; is_child?: boolean; position?: number };
    result: FamilyFunctionView;
  };
  "family_function.create": {
    args: { organisation: number; name: string; gives_access?: boolean; is_child?: boolean; position?: number };
    result: FamilyFunctionView;
  };
  "family_function.list": {
    args: { organisation: number; limit?: number; page?: string };
    result: Listed<FamilyFunctionView>;
  };
  "family_function.remove": { args: { function: number }; result: Nothing };
  "field.change": {
    args: {
      organisation: number;
      field: number;
      name?: string;
      kind?: "choice" | "date" | "file" | "number" | "text" | "yes_no";
      purpose?: string;
      access?: "admins" | "read" | "write";
      choices?: ChoiceInput[];
    };
    result: FieldMade;
  };
  "field.create": {
    args: {
      organisation: number;
      name: string;
      kind: "choice" | "date" | "file" | "number" | "text" | "yes_no";
      purpose: string;
      access?: "admins" | "read" | "write";
      choices?: ChoiceInput[];
    };
    result: FieldMade;
  };
  "field.list": { args: { organisation: number; closed?: boolean }; result: Listed<FieldView> };
  "field.remove": { args: { organisation: number; field: number }; result: Nothing };
  "field.reorder": { args: { organisation: number; fields: number[] }; result: Nothing };
  "field.restore": { args: { organisation: number; field: number }; result: Nothing };
  "file.begin": { args: { organisation: number; purpose: string; name: string; bytes?: number }; result: FileView };
  "file.get": { args: { file: number }; result: FileView };
  "file.remove": { args: { file: number }; result: Nothing };
  "function.change": { args: { function: number; name: string }; result: FunctionView };
  "function.close": { args: { function: number }; result: FunctionView };
  "function.create": { args: { organisation: number; name: string }; result: FunctionView };
  "function.list": {
    args: { organisation: number; active?: boolean; limit?: number; page?: string };
    result: Listed<FunctionView>;
  };
  "function.remove": { args: { function: number }; result: Nothing };
  "function.reopen": { args: { function: number }; result: FunctionView };
  "function.reorder": { args: { organisation: number; functions: number[] }; result: Nothing };
  "grant.end": { args: { organisation: number; grant: number }; result: Nothing };
  "grant.give": { args: { organisation: number; contact: number; role: number; group?: number }; result: GrantView };
  "grant.list": {
    args: { organisation: number; role?: number; contact?: number; limit?: number; page?: string };
    result: Listed<GrantView>;
  };
  "group.change": {
    args: {
      group: number;
      season?: number;
      name?: string;
      abbreviation?: string;
      type?: string;
      composition?: string;
      place?: string;
      remarks?: string;
      meetings?: Meeting[];
    };
    result: GroupDetails;
  };
  "group.copy": {
    args: {
      groups: number[];
      source: number;
      season: number;
      what: ("conversations" | "details" | "functions" | "members")[];
      dry_run?: boolean;
    };
    result: CopyView;
  };
  "group.create": {
    args: {
      season: number;
      name: string;
      abbreviation?: string;
      type?: string;
      composition?: string;
      place?: string;
      remarks?: string;
      meetings?: Meeting[];
    };
    result: GroupView;
  };
  "group.get": { args: { group: number; season?: number }; result: GroupDetails };
  "group.list": {
    args: { organisation: number; season?: number; limit?: number; page?: string };
    result: Listed<GroupView>;
  };
  "group.remove": { args: { group: number; season?: number }; result: Nothing };
  "group.suggest": { args: { organisation: number }; result: GroupWords };
  "guardian.block": { args: { organisation: number; guardian: number; child: number }; result: GuardianView };
  "guardian.unblock": { args: { organisation: number; guardian: number; child: number }; result: GuardianView };
  "import.get": { args: { organisation: number; number: number }; result: ImportView };
  "import.preview": {
    args: {
      organisation: number;
      file: number;
      mapping?: MappingInput;
      mode?: "lines" | "whole";
      decisions?: Decision[];
    };
    result: ImportPreview;
  };
  "import.run": {
    args: {
      organisation: number;
      file: number;
      mapping?: MappingInput;
      mode?: "lines" | "whole";
      decisions?: Decision[];
    };
    result: ImportView;
  };
  "invitation.accept": { args: { secret: string; user_name: string; password: string }; result: SessionOpenedView };
  "invitation.cancel": { args: { organisation: number; contact: number }; result: Nothing };
  "invitation.get": { args: { secret: string }; result: InvitationView };
  "invitation.join": { args: { secret: string }; result: OrganisationView };
  "invitation.list": {
    args: {
      organisation: number;
      state?: "accepted" | "cancelled" | "expired" | "never" | "no_address" | "opened" | "sent";
      search?: string;
      group?: number;
      limit?: number;
      page?: string;
    };
    result: InvitedPage;
  };
  "invitation.renew": { args: { secret: string }; result: Nothing };
  "invitation.send": { args: { organisation: number; contact: number }; result: InvitationSent };
  "invitation.send_many": {
    args: { organisation: number; contacts: number[]; subject?: string; text?: string; language?: Language };
    result: InvitationsSent;
  };
  "link.delegate": { args: { organisation: number; contact: number }; result: LinkView };
  "link.list": { args: { organisation: number }; result: LinksView };
  "link.revoke": { args: { link: number }; result: Nothing };
  "login.request": { args: { organisation: number; first_name: string; last_name?: string }; result: Nothing };
  "mail.get": { args: { token: string }; result: MailChoiceView };
  "mail.resume": { args: { token: string }; result: MailChoiceView };
  "mail.stop": { args: { token: string }; result: MailChoiceView };
  "member.join": {
    args: {
      organisation: number;
      person?: ContactParts;
      contact?: number;
      membership?: NewMembership;
      placements?: NewPlacement[];
      invite?: boolean;
      anyway?: boolean;
    };
    result: JoinedView;
  };
  "member.leave": {
    args: { contact: number; day: string; reason?: string; end_access?: boolean };
    result: LeavingView;
  };
  "member.preview_leave": { args: { contact: number; day: string }; result: LeavingView };
  "membership.change": {
    args: { membership: number; type?: number; from_day?: string; until_day?: string; options?: number[] };
    result: MembershipView;
  };
  "membership.end": { args: { membership: number; day: string | null; reason?: string }; result: MembershipView };
  "membership.list": { args: { contact: number; limit?: number; page?: string }; result: Listed<MembershipView> };
  "membership.missing": {
    args: { organisation: number; day?: string; group?: number; readers?: boolean; limit?: number; page?: string };
    result: MissingList;
  };
  "membership.remove": { args: { membership: number }; result: Nothing };
  "membership.start": {
    args: { contact: number; type: number; from_day: string; until_day?: string; options?: number[] };
    result: MembershipView;
  };
  "membership.start_many": {
    args: {
      organisation: number;
      contacts: number[];
      type: number;
      from_day: string;
      until_day?: string;
      options?: number[];
    };
    result: StartedMany;
  };
  "membership.take_back": {
    args: {
      organisation: number;
      contacts: number[];
      type: number;
      from_day: string;
      until_day?: string;
      options?: number[];
      memberships: number[];
    };
    result: TakenBack;
  };
  "membershiptype.change": { args: { type: number; name?: string; options?: string[] }; result: MembershipTypeView };
  "membershiptype.close": { args: { type: number }; result: MembershipTypeView };
  "membershiptype.create": {
    args: { organisation: number; name: string; options?: string[] };
    result: MembershipTypeView;
  };
  "membershiptype.list": {
    args: { organisation: number; active?: boolean; limit?: number; page?: string };
    result: Listed<MembershipTypeView>;
  };
  "membershiptype.remove": { args: { type: number }; result: Nothing };
  "membershiptype.reopen": { args: { type: number }; result: MembershipTypeView };
  "message.delete": { args: { message: number }; result: MessageView };
  "message.edit": { args: { message: number; text: string }; result: MessageView };
  "message.forward": { args: { message: number; conversations: number[] }; result: Listed<MessageView> };
  "message.get": { args: { message: number }; result: MessageView };
  "message.history": {
    args: { conversation: number; before?: number; after?: number; limit?: number };
    result: Listed<MessageView>;
  };
  "message.pin": { args: { message: number; on?: boolean }; result: MessageView };
  "message.pinned": { args: { conversation: number }; result: Listed<MessageView> };
  "message.readers": { args: { message: number }; result: Listed<ReaderView> };
  "message.remove_preview": { args: { message: number }; result: MessageView };
  "message.report": {
    args: { message: number; reason: "other" | "private" | "spam" | "unkind"; note?: string };
    result: MessageReportView;
  };
  "message.send": {
    args: { conversation: number; text: string; files?: number[]; reply_to?: number };
    result: MessageView;
  };
  "message.versions": { args: { message: number }; result: Listed<MessageVersionView> };
  "message_rules.get": { args: { organisation: number }; result: MessageRulesView };
  "message_rules.set": {
    args: { organisation: number; edit_minutes?: number; delete_minutes?: number; admins_delete?: boolean };
    result: MessageRulesView;
  };
  "notifications.change": {
    args: { quiet?: boolean; quiet_from?: string; quiet_until?: string; zone?: string; mentions_pass?: boolean };
    result: NotificationsView;
  };
  "notifications.get": { args: Nothing; result: NotificationsView };
  "occurrence.cancel": { args: { occurrence: number }; result: OccurrenceView };
  "occurrence.change": {
    args: {
      occurrence: number;
      title?: string;
      place?: string;
      remarks?: string;
      local_start?: string;
      local_end?: string;
      answer_until?: string;
    };
    result: OccurrenceView;
  };
  "occurrence.get": { args: { occurrence: number }; result: OccurrenceView };
  "organisation.change": {
    args: {
      organisation: number;
      name?: string;
      abbreviation?: string;
      language?: Language;
      zone?: string;
      link_previews?: boolean;
    };
    result: OrganisationSettings;
  };
  "organisation.find": { args: { search: string }; result: Listed<OrganisationFound> };
  "organisation.get": { args: { organisation: number }; result: OrganisationSettings };
  "organisation.list": { args: { limit?: number; page?: string }; result: Listed<OrganisationView> };
  "participant.add": { args: { conversation: number; contacts: number[] }; result: Listed<ParticipantView> };
  "participant.list": {
    args: { conversation: number; limit?: number; page?: string };
    result: Listed<ParticipantView>;
  };
  "participant.remove": { args: { conversation: number; contact: number }; result: Nothing };
  "participant.set_admin": { args: { conversation: number; contact: number; admin: boolean }; result: ParticipantView };
  "passkey.begin_registration": { args: { password?: string; code?: string }; result: RegistrationOptions };
  "passkey.begin_sign_in": { args: Nothing; result: SignInOptions };
  "passkey.list": { args: { limit?: number; page?: string }; result: Listed<PasskeyView> };
  "passkey.register": {
    args: { name: string; id: string; client_data: string; attestation: string };
    result: PasskeyView;
  };
  "passkey.remove": { args: { passkey: number }; result: Nothing };
  "passkey.rename": { args: { passkey: number; name: string }; result: PasskeyView };
  "placement.change": {
    args: { placement: number; function?: number; active?: boolean; from_day?: string; until_day?: string };
    result: PlacementView;
  };
  "placement.end": { args: { placement: number; day: string | null }; result: PlacementView };
  "placement.history": { args: { contact: number; limit?: number; page?: string }; result: Listed<PlacementView> };
  "placement.list": {
    args: { group: number; season?: number; day?: string; limit?: number; page?: string };
    result: Listed<PlacementView>;
  };
  "placement.put": {
    args: {
      group: number;
      contact: number;
      function: number;
      season?: number;
      active?: boolean;
      from_day?: string;
      until_day?: string;
    };
    result: PlacementView;
  };
  "placement.put_many": {
    args: {
      group: number;
      contacts: number[];
      function: number;
      season?: number;
      active?: boolean;
      from_day?: string;
      until_day?: string;
    };
    result: PlacedMany;
  };
  "placement.remove": { args: { placement: number }; result: Nothing };
  "placement.take_back": {
    args: {
      group: number;
      contacts: number[];
      function: number;
      season?: number;
      active?: boolean;
      from_day?: string;
      until_day?: string;
      placements: number[];
    };
    result: TakenBack;
  };
  "poll.change": {
    args: {
      poll: number;
      title?: string;
      description?: string;
      may_add?: boolean;
      closes_at?: Moment | null;
      administrators?: number[];
    };
    result: PollView;
  };
  "poll.close": { args: { poll: number }; result: PollView };
  "poll.copy": { args: { poll: number; conversation?: number; closes_at?: Moment }; result: PollView };
  "poll.create": {
    args: {
      conversation: number;
      kind: "choice" | "dates" | "list";
      title: string;
      options: OptionInput[];
      description?: string;
      several?: boolean;
      anonymous?: boolean;
      may_add?: boolean;
      closes_at?: Moment;
      administrators?: number[];
    };
    result: PollView;
  };
  "poll.get": { args: { poll: number }; result: PollView };
  "poll.list": {
    args: { organisation: number; conversation?: number; limit?: number; page?: string };
    result: Listed<PollView>;
  };
  "poll.remind": { args: { poll: number }; result: RemindedView };
  "poll.reopen": { args: { poll: number; closes_at?: Moment }; result: PollView };
  "poll.settle": {
    args: { poll: number; option: number; title?: string; place?: string; attendance?: boolean };
    result: PollView;
  };
  "poll_answer.list": { args: { poll: number; limit?: number; page?: string }; result: Listed<BallotView> };
  "poll_answer.set": { args: { poll: number; choices: ChosenInput[] }; result: BallotView };
  "poll_option.add": { args: { poll: number; option: OptionInput }; result: PollView };
  "preference.set": {
    args: {
      conversation: number;
      level?: "all" | "mentions" | "none";
      muted_until?: string | null;
      pinned?: boolean;
      archived?: boolean;
      archived_seq?: number;
    };
    result: PreferenceView;
  };
  "presence.watch": { args: { organisation: number; contacts: number[] }; result: Listed<PresenceView> };
  "privacy.decline_request": { args: { organisation: number; request: number }; result: Nothing };
  "privacy.erase": {
    args: { organisation: number; contact: number; name: string; messages?: "keep" | "remove" };
    result: ErasedView;
  };
  "privacy.export": { args: { organisation: number; contact: number }; result: ExportView };
  "privacy.get_export": { args: { organisation: number; contact: number }; result: ExportView };
  "privacy.get_request": { args: { organisation: number; contact: number }; result: Listed<ErasureRequestView> };
  "privacy.list_requests": {
    args: { organisation: number; limit?: number; page?: string };
    result: Listed<ErasureRequestView>;
  };
  "privacy.preview_erasure": { args: { organisation: number; contact: number }; result: ErasurePreview };
  "privacy.request_erasure": { args: { organisation: number; contact: number }; result: ErasureRequestView };
  "privacy.withdraw_request": { args: { organisation: number; contact: number }; result: Nothing };
  "push.change": {
    args: { device: number; name?: string; kinds?: ("acting" | "activities" | "mentions" | "messages" | "polls")[] };
    result: DeviceView;
  };
  "push.get_key": { args: Nothing; result: PushKeyView };
  "push.list": { args: { limit?: number; page?: string }; result: Listed<DeviceView> };
  "push.subscribe": {
    args: { endpoint: string; p256dh: string; auth: string; name?: string; before?: string };
    result: DeviceView;
  };
  "push.test": { args: { device: number }; result: Nothing };
  "push.unsubscribe": { args: { device: number }; result: Nothing };
  "reaction.set": { args: { message: number; emoji: string; on: boolean }; result: MessageView };
  "read.list": { args: { conversation: number }; result: Listed<ReaderView> };
  "read.set": { args: { conversation: number; seq: number }; result: ReadView };
  "read.set_unread": { args: { conversation: number; seq: number }; result: ReadView };
  "report.close": { args: { report: number; outcome: "kept" | "removed" }; result: MessageReportView };
  "report.list": { args: { organisation: number; limit?: number; page?: string }; result: Listed<ReportedView> };
  "resource.change": {
    args: {
      resource: number;
      name: string;
      kind: "hall" | "instrument" | "other" | "room" | "vehicle";
      capacity?: number;
      place?: string;
      remarks?: string;
    };
    result: ResourceView;
  };
  "resource.close": { args: { resource: number }; result: ResourceView };
  "resource.create": {
    args: {
      organisation: number;
      name: string;
      kind: "hall" | "instrument" | "other" | "room" | "vehicle";
      capacity?: number;
      place?: string;
      remarks?: string;
    };
    result: ResourceView;
  };
  "resource.get": { args: { resource: number }; result: ResourceView };
  "resource.list": {
    args: {
      organisation: number;
      search?: string;
      kind?: "hall" | "instrument" | "other" | "room" | "vehicle";
      closed?: boolean;
      limit?: number;
      page?: string;
    };
    result: Listed<ResourceView>;
  };
  "resource.remove": { args: { resource: number }; result: Nothing };
  "resource.reopen": { args: { resource: number }; result: ResourceView };
  "resource.set_picture": { args: { resource: number; file: number | null }; result: ResourceView };
  "retention.change": {
    args: { organisation: number; kind: string; months: number; enabled: boolean };
    result: RetentionView;
  };
  "retention.list": { args: { organisation: number }; result: Listed<RetentionView> };
  "retention.preview": { args: { organisation: number; kind: string; months: number }; result: RetentionPreview };
  "role.change": {
    args: { organisation: number; role: number; name?: string; capabilities?: string[] };
    result: RoleView;
  };
  "role.create": { args: { organisation: number; name: string; capabilities: string[] }; result: RoleView };
  "role.list": { args: { organisation: number; limit?: number; page?: string }; result: Listed<RoleView> };
  "role.remove": { args: { organisation: number; role: number }; result: Nothing };
  "room.look": { args: { conversation?: number }; result: Nothing };
  "scheduled.cancel": { args: { scheduled: number }; result: ScheduledView };
  "scheduled.change": { args: { scheduled: number; text?: string; send_at?: Moment }; result: ScheduledView };
  "scheduled.create": {
    args: { conversation: number; text: string; send_at: Moment; reply_to?: number };
    result: ScheduledView;
  };
  "scheduled.list": { args: { conversation?: number; limit?: number; page?: string }; result: Listed<ScheduledView> };
  "scheduled.send_now": { args: { scheduled: number }; result: ScheduledView };
  "search.messages": {
    args: {
      text?: string;
      organisation?: number;
      conversation?: number;
      author?: number;
      from_at?: Moment;
      until_at?: Moment;
      kind?: "activity" | "file" | "link" | "picture" | "poll" | "text" | "voice";
      limit?: number;
      page?: string;
    };
    result: Listed<FoundMessage>;
  };
  "season.change": {
    args: { season: number; name?: string; first_day?: string; last_day?: string };
    result: SeasonView;
  };
  "season.close": { args: { season: number }; result: SeasonView };
  "season.create": {
    args: { organisation: number; name: string; first_day: string; last_day: string };
    result: SeasonView;
  };
  "season.list": {
    args: { organisation: number; active?: boolean; limit?: number; page?: string };
    result: Listed<SeasonView>;
  };
  "season.remove": { args: { season: number }; result: Nothing };
  "season.reopen": { args: { season: number }; result: SeasonView };
  "selection.add": { args: { organisation: number; selection: number; contacts: number[] }; result: SelectionPeople };
  "selection.count": {
    args: { organisation: number; conditions?: Every | Some | Not | Fact | Placed | Member | Related | InSelection };
    result: SelectionSize;
  };
  "selection.facts": { args: { organisation: number }; result: FactsView };
  "selection.get": { args: { organisation: number; selection: number }; result: SelectionView };
  "selection.list": { args: { organisation: number; limit?: number; page?: string }; result: Listed<SelectionView> };
  "selection.people": {
    args: {
      organisation: number;
      conditions?: Every | Some | Not | Fact | Placed | Member | Related | InSelection;
      limit?: number;
      page?: string;
    };
    result: Listed<ContactView>;
  };
  "selection.remove": { args: { organisation: number; selection: number }; result: Nothing };
  "selection.save": {
    args: {
      organisation: number;
      name: string;
      conditions?: Every | Some | Not | Fact | Placed | Member | Related | InSelection;
      fixed?: boolean;
      contacts?: number[];
      selection?: number;
    };
    result: SelectionView;
  };
  "selection.withdraw": {
    args: { organisation: number; selection: number; contacts: number[] };
    result: SelectionPeople;
  };
  "series.create": {
    args: {
      organisation: number;
      title: string;
      local_start: string;
      duration_minutes: number;
      all_day?: boolean;
      zone?: string;
      place?: string;
      remarks?: string;
      rule?: string;
      group?: number;
    };
    result: SeriesView;
  };
  "session.act_for": { args: { contact?: number }; result: ActingView };
  "session.close": { args: Nothing; result: Nothing };
  "session.end": { args: { session: number }; result: Nothing };
  "session.end_others": { args: Nothing; result: Nothing };
  "session.list": { args: { limit?: number; page?: string }; result: Listed<SessionView> };
  "session.open": { args: { login: string; password: string; code?: string }; result: SessionOpenedView };
  "session.open_by_link": { args: { secret: string; code?: string }; result: SessionOpenedView };
  "session.open_by_passkey": {
    args: { id: string; client_data: string; authenticator: string; signature: string; user?: string };
    result: SessionOpenedView;
  };
  "session.request_link": { args: { address: string }; result: Nothing };
  "shared.counts": { args: { conversation: number }; result: SharedCounts };
  "shared.list": {
    args: {
      conversation: number;
      kind: "activities" | "files" | "links" | "pictures" | "polls" | "voice";
      before?: number;
      limit?: number;
    };
    result: Listed<SharedView>;
  };
  "star.list": { args: { organisation: number; limit?: number; page?: string }; result: Listed<MessageView> };
  "star.set": { args: { message: number; on: boolean }; result: StarView };
  "sync.hello": { args: { token?: string; cursor?: string | string[] }; result: SyncHelloView };
  "sync.pull": { args: { organisation: number; cursor?: string; limit?: number }; result: SyncPage };
  "totp.begin": { args: { password?: string; code?: string }; result: TotpBegun };
  "totp.confirm": { args: { code: string }; result: RecoveryCodes };
  "totp.remove": { args: { code?: string; password?: string }; result: Nothing };
  "totp.renew_codes": { args: { code: string }; result: RecoveryCodes };
  "typing.set": { args: { conversation: number; on?: boolean }; result: Nothing };
}

export type OperationName = keyof Operations;

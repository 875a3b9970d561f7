import type { ConversationView } from "../generated/api.ts";
import type { Replica } from "./replica.ts";
import type { ConversationRow, Face } from "./rows.ts";

type RoomFace = Pick<ConversationRow, "title" | "under" | "picture">;

/** The store, as far as faces need it. */
interface Held {
  replica: Replica;
  me: (conversation: ConversationView) => number | null;
  contact: (id: number) => Face;
}

/** What a conversation is called and looks like: one without a title as the others in it do. */
export function faceOf(conversation: ConversationView, held: Held): RoomFace {
  if (conversation.kind === "reply" && held.replica.mine(conversation.id)?.admin) return answererOf(conversation, held);
  if (conversation.title) return { title: conversation.title, picture: conversation.picture };
  const me = held.me(conversation);
  const others = held.replica.participants(conversation.id).filter(({ contact }) => contact !== me);
  const faces = others.map(({ contact }) => held.contact(contact));
  return { title: faces.map(({ name }) => name).join(", "), picture: faces[0]?.picture };
}

/** For a list's administrators: whoever answered it, under its title. */
function answererOf({ id, title }: ConversationView, held: Held): RoomFace {
  const others = held.replica.participants(id).filter(({ admin }) => !admin);
  const latest = others.find(({ left_at }) => left_at === null) ?? others.at(-1);
  if (!latest) return { title: title ?? "" };
  const { name, picture } = held.contact(latest.contact);
  return { title: name || (title ?? ""), under: title ?? "", picture };
}

import { manageWords } from "../../../language/manage.svelte.ts";
import { messages } from "../../../language/chat/messages.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import type { Mentionable } from "./mention_typing.ts";
import { mentioning } from "../mentioning.svelte.ts";
import { byName, managesConversations } from "../people.svelte.ts";

/** In a larger conversation only its administrators mention everyone; the server decides in the end. */
const EVERYONE_UP_TO = 20;

/** Whom one may mention in a room, by name. */
export function mentionableIn(room: Room): Mentionable[] {
  if (room.conversation?.kind === "broadcast") return [];
  const said = manageWords(messages);
  const me = app.session.current?.contact;
  const present = room.participants.filter(({ participant }) => participant.left_at === null);
  const people = present.map(({ contact }) => contact).filter(({ id, name }) => id !== me && name);
  const admin = managesConversations() || present.some(({ participant }) => participant.contact === me && participant.admin);
  const everyone = { name: mentioning.everyone, token: "<@everyone>", hint: said.everyone };
  const groups = room.conversation?.kind === "group" ? [...mentioning.groups] : [];
  return [
    ...people.sort(byName).map(({ id, name }) => ({ name, token: `<@${id}>`, hint: "" })),
    ...groups.map(([id, name]) => ({ name, token: `<@group:${id}>`, hint: said.group })),
    ...(admin || present.length <= EVERYONE_UP_TO ? [everyone] : []),
  ];
}

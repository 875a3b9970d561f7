/** What one may do with a message that has arrived: the lines of its menu. The server decides in the end. */
import type { MessageView, StarView } from "../../../generated/api.ts";
import { manageWords } from "../../../language/manage.svelte.ts";
import { messages } from "../../../language/chat/messages.ts";
import { moderation } from "../../../language/chat/moderation.ts";
import { readers } from "../../../language/chat/readers.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import type { MessageRow } from "../../../state/rows.ts";
import type { MenuItem } from "../../../ui/menu.ts";
import type { Action, Chosen } from "./actions.ts";
import { administers, mySeat } from "./administering.ts";
import { mayDelete } from "./message_rules.svelte.ts";
import { readersShown } from "./readers.ts";
import { talking } from "../talking.svelte.ts";

export function mayPin(room: Room): boolean {
  return isOpen(room) && (room.conversation?.kind === "direct" || administers(room));
}

/** One's own star at a message, as it will be once what waits has arrived. */
export function starOf(message: number): boolean {
  app.store.heed();
  const conversation = app.store.conversationOf(message);
  const waiting = conversation === null ? [] : app.outbox.in(conversation);
  const last = waiting.findLast(({ op, args, error }) => op === "star.set" && args.message === message && error === null);
  if (last) return Boolean(last.args.on);
  for (const star of app.store.replica.all("star")) if (isOn(star, message)) return true;
  return false;
}

function isOn(star: StarView, message: number): boolean {
  return star.message === message && star.starred_at !== null;
}

function isOpen(room: Room): boolean {
  return room.conversation !== null && !room.conversation.closed_at && mySeat(room) !== undefined;
}

function mayReact(room: Room): boolean {
  return isOpen(room) && (room.conversation?.kind !== "broadcast" || mySeat(room)?.admin === true);
}

/** A line for messages that have arrived, where it may be done. */
function forArrived(may: (room: Room, row: MessageRow) => boolean, item: (message: MessageView, row: MessageRow) => MenuItem): Action {
  return ({ row, room }: Chosen) => (row.kind === "message" && !row.message.deleted_at && may(room, row) ? item(row.message, row) : null);
}

const said = () => manageWords(messages);

const answer = forArrived(isOpen, (_, row) => ({ label: said().reply, icon: "reply", choose: () => talking.answer(row) }));

const react = forArrived(mayReact, (message) => ({
  label: said().react,
  icon: "smile",
  choose: () => talking.ask(() => import("./ReactDialog.svelte"), { message }),
}));

const reacted = forArrived(
  (_, { message }) => Object.keys(message.reactions ?? {}).length > 0,
  ({ id, conversation }) => ({
    label: said().whoReacted,
    icon: "people",
    choose: () => talking.ask(() => import("./ReactedDialog.svelte"), { message: id, conversation }),
  }),
);

const forward = forArrived(
  (_, { message }) => !message.card,
  (message) => ({
    label: said().forward,
    icon: "forward",
    choose: () => talking.ask(() => import("./ForwardDialog.svelte"), { message }),
  }),
);

const star = forArrived(
  () => true,
  (message) => {
    const on = !starOf(message.id);
    const choose = () => app.outbox.write(message.conversation, "star.set", { message: message.id, on }, "star");
    return { label: on ? said().star : said().unstar, icon: on ? "star" : "starOff", choose };
  },
);

const pin = forArrived(mayPin, (message) => {
  const on = !message.pinned_at;
  const choose = () => app.outbox.write(message.conversation, "message.pin", { message: message.id, on }, "message");
  return { label: on ? said().pin : said().unpin, icon: on ? "pin" : "unpin", choose };
});

const versions = forArrived(
  (_, { message }) => message.edited_at !== null,
  (message) => ({
    label: said().versions,
    icon: "history",
    choose: () => talking.ask(() => import("./VersionsDialog.svelte"), { message }),
  }),
);

const readBy: Action = ({ row, room }) => {
  const own = row.kind === "message" && row.mine && row.state === "sent" && !row.message.deleted_at ? row.message : null;
  const choose = own && readersShown(room, own);
  return choose && { label: manageWords(readers).menu, icon: "eye", choose };
};

const report = forArrived(
  (_, row) => !row.mine,
  (message) => ({
    label: manageWords(moderation).report,
    icon: "flag",
    choose: () => talking.ask(() => import("./ReportDialog.svelte"), { message }),
  }),
);

const removeAnothers = forArrived(
  (room, row) => !row.mine && mayDelete(room, row),
  (message) => ({
    label: said().removeOther,
    icon: "trash",
    danger: true,
    choose: () => talking.ask(() => import("./RemoveDialog.svelte"), { message }),
  }),
);

export const messageActions: Action[] = [answer, react, reacted, forward, star, pin, readBy, versions];
/** Below all others. */
export const lastActions: Action[] = [report, removeAnothers];

import type { MessageView } from "../../../generated/api.ts";
import { manageWords } from "../../../language/manage.svelte.ts";
import { messages } from "../../../language/chat/messages.ts";
import { mentioning } from "../mentioning.svelte.ts";
import { plainOf } from "../markup/plain.ts";
import { oneLine } from "../wording.ts";

/** One line of what a message says, or of what it holds: for a quote, and in lists. */
export function extractOf(message: MessageView): string {
  const said = manageWords(messages);
  if (message.deleted_at) return said.quoteGone;
  const text = oneLine(plainOf(message.text.slice(0, 400), (who) => mentioning.name(who)));
  if (text) return text.slice(0, 160);
  const [first] = message.attachments ?? [];
  if (!first) return message.card_kind ? said.card : "";
  return { picture: said.picture, voice: said.voice, file: first.name }[first.kind as "picture" | "voice" | "file"];
}

/** The file of its first picture. */
export function pictureOf(message: MessageView): number | undefined {
  return message.deleted_at ? undefined : message.attachments?.find(({ kind }) => kind === "picture")?.file;
}

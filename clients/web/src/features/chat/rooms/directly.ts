import { app } from "../../../state/app.svelte.ts";

/** To the conversation of two with somebody of the current organisation, which begins if need be. Throws ApiError. */
export async function talkTo(contact: number): Promise<void> {
  const { replica } = app.store;
  const held = app.store.conversations.find(
    ({ conversation: { id, kind } }) => kind === "direct" && replica.participants(id).some((each) => each.contact === contact && !each.left_at),
  );
  app.route.go(`/chat/${held?.conversation.id ?? (await app.outbox.openDirect(contact))}`);
}

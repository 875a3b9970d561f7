import type { ParticipantView } from "../../../generated/api.ts";
import { api, app } from "../../../state/app.svelte.ts";

/** Seats somebody again who was removed, as what they were; they see all that they saw. Throws ApiError. */
export async function putBack({ conversation, contact, admin }: ParticipantView, list: boolean): Promise<void> {
  const { items } = await api.call("participant.add", { conversation, contacts: [contact] }, { key: crypto.randomUUID() });
  app.store.take("participant", items);
  if (!admin) return;
  const given = { conversation, contact, admin };
  const key = crypto.randomUUID();
  app.store.take("participant", [await api.call(list ? "broadcast.set_admin" : "participant.set_admin", given, { key })]);
}

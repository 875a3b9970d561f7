import type { ContactCard, FieldView } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import type { List } from "../../../state/lists.svelte.ts";
import { lists } from "../lists.ts";

export function cardOf(organisation: number, contact: number): List<ContactCard> {
  return lists.of(`card ${organisation} ${contact}`, () => api.call("contact.get", { organisation, contact }));
}

/** The organisation's own fields: all that one may read. */
export function ownFieldsOf(organisation: number, closed = false): List<FieldView[]> {
  return lists.of(`fields ${organisation} ${closed}`, async () => (await api.call("field.list", { organisation, closed })).items);
}

import { app } from "../../state/app.svelte.ts";
import type { Option } from "../../ui/form/combobox.ts";
import { found } from "../chat/listing.ts";

const MOST = 50;

/** Those of the organisation whose name matches, as a combobox offers them. */
export async function peopleNamed(query: string): Promise<Option[]> {
  const people = app.store.contacts.filter((contact) => contact.kind === "person" && !contact.removed_at);
  const matching = people.filter(({ name }) => found([name], query));
  const sorted = matching.sort((one, other) => one.name.localeCompare(other.name));
  return sorted.slice(0, MOST).map(({ id, name }) => ({ id, label: name }));
}

/** The person of an address such as `?by=12`, as a combobox shows who was chosen. */
export function personChosen(id: number | null): Option[] {
  if (id === null) return [];
  const known = app.store.contacts.find((contact) => contact.id === id);
  return [{ id, label: known?.name ?? "…" }];
}

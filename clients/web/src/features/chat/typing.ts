import { words } from "../../language/language.svelte.ts";
import { app } from "../../state/app.svelte.ts";

/** Who types there, as a short sentence; "" when nobody does. Only those who still sit there count. */
export function typingIn({ id }: { id: number }): string {
  const typing = app.live.typing(id);
  if (typing.length === 0) return "";
  const sitting = app.store.participants(id).filter(({ participant }) => !participant.left_at);
  const names = sitting.filter(({ contact }) => typing.includes(contact.id)).map(({ contact }) => contact.name.split(" ")[0] ?? "");
  return names.length > 0 ? words().room.typing(names) : "";
}

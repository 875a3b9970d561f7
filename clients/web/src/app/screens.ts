import { lazily } from "../ui/lazily.ts";

/** The screens behind the first one; the list of conversations comes with the page itself. */
export const screens = {
  room: lazily(() => import("../features/chat/rooms/RoomView.svelte")),
  agenda: lazily(() => import("../features/agenda/AgendaPlace.svelte")),
  settings: lazily(() => import("../features/settings/SettingsPage.svelte")),
  manage: lazily(() => import("../features/manage/ManagePlace.svelte")),
  me: lazily(() => import("../features/me/MePage.svelte")),
  more: lazily(() => import("../features/more/MorePage.svelte")),
};

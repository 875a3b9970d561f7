/** What the + of the composer offers: each feature adds its own; only what one may do is shown. */
import type { Component } from "svelte";
import { words } from "../../../language/language.svelte.ts";
import { app } from "../../../state/app.svelte.ts";
import type { Room } from "../../../state/room.svelte.ts";
import type { IconName } from "../../../ui/icons.ts";
import { plannedOf } from "../sheets.ts";

export interface AdditionProps extends Record<string, unknown> {
  room: Room;
  onclose: () => void;
}

export interface Addition {
  name: string;
  icon: IconName;
  label: () => string;
  shown: (room: Room) => boolean;
  /** What happens in the tap itself. */
  choose?: (room: Room) => void;
  /** Else a dialog that comes when it is chosen. */
  load?: () => Promise<{ default: Component<AdditionProps> }>;
}

export const additions: Addition[] = [
  {
    name: "poll",
    icon: "poll",
    label: () => words().composer.poll,
    shown: () => true,
    load: () => import("../../polls/PollForm.svelte"),
  },
  {
    name: "activity",
    icon: "agenda",
    label: () => words().composer.activity,
    shown: () => true,
    load: () => import("../../agenda/ShareActivity.svelte"),
  },
  {
    name: "later",
    icon: "clock",
    label: () => words().composer.later,
    shown: () => true,
    choose: (room) => app.route.go(plannedOf(room)),
  },
];

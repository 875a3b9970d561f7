/** Files that were chosen for a message and wait in the composer of a room. */
import { words } from "../../../language/language.svelte.ts";
import type { WaitingFile } from "../../../state/shelf.ts";

export const mostFiles = 20;

export class Tray {
  files = $state.raw<readonly WaitingFile[]>([]);
  /** How many of those that were offered did not fit. */
  left = $state(0);

  add(chosen: Iterable<File> | null | undefined): void {
    const offered = [...(chosen ?? [])].map((content) => ({ name: content.name || words().chat.file, purpose: "message" as const, content, file: null }));
    const all = [...this.files, ...offered];
    this.files = all.slice(0, mostFiles);
    this.left = all.length - this.files.length;
  }

  remove(file: WaitingFile): void {
    this.files = this.files.filter((each) => each !== file);
    this.left = 0;
  }

  take(): WaitingFile[] {
    const taken = [...this.files];
    this.files = [];
    this.left = 0;
    return taken;
  }
}

const trays = new Map<number, Tray>();

export function trayOf(room: number): Tray {
  const tray = trays.get(room) ?? new Tray();
  trays.set(room, tray);
  return tray;
}

/** Asks the device for files; in the tap itself, for a browser opens no chooser later. */
export function chooseFiles(room: number, accept: string, capture = false): void {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", multiple: !capture, accept });
  if (capture) input.capture = "environment";
  input.onchange = () => trayOf(room).add(input.files);
  input.click();
}

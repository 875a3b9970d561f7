import type { FileView, ImportPreview, LikenessView, Operations } from "../../../generated/api.ts";
import { api } from "../../../state/app.svelte.ts";
import { upload } from "../../../protocol/upload.ts";
import { Latest } from "../../../ui/form/combobox.ts";
import { write } from "../groups/asking.ts";
import { targetsOf } from "./mapping.ts";

type Given = Operations["import.run"]["args"];

/** A list on its way in: the file, how its columns are taken, who its lines are about; nothing is kept before `run`. */
export class Importing {
  file = $state.raw<FileView | null>(null);
  preview = $state.raw<ImportPreview | null>(null);
  targets = $state<string[]>([]);
  header = $state(true);
  mode = $state<"lines" | "whole">("lines");
  /** Line → the contact whom it is about, or null for somebody new; only what was decided here. */
  decisions = $state.raw<ReadonlyMap<number, number | null>>(new Map());
  /** Lines that may be about somebody who is known; also those decided about, of which a new preview is silent. */
  likely = $state.raw<readonly LikenessView[]>([]);
  /** From 0 to 1 while the file is sent. */
  part = $state<number | null>(null);
  readonly #organisation: number;
  readonly #latest = new Latest();
  #stop: AbortController | null = null;

  constructor(organisation: number) {
    this.#organisation = organisation;
  }

  /** Sends a file and looks at it. Throws ApiError, or the reason of a stop. */
  async send(content: File): Promise<void> {
    this.#stop = new AbortController();
    this.part = 0;
    try {
      const sending = { organisation: this.#organisation, purpose: "import", content, name: content.name };
      this.file = await upload(sending, { progress: (part) => (this.part = part), signal: this.#stop.signal });
    } finally {
      this.part = null;
    }
    this.decisions = new Map();
    this.likely = [];
    this.targets = [];
    await this.look();
  }

  get stopped(): boolean {
    return this.#stop?.signal.aborted ?? false;
  }

  stop(): void {
    this.#stop?.abort();
  }

  /** What would happen. An answer to an older question is dropped. Throws ApiError. */
  async look(): Promise<void> {
    const found = await this.#latest.of(api.call("import.preview", this.#given()));
    if (found === null) return;
    this.preview = found;
    this.header = found.header;
    const decided = this.likely.filter(({ line }) => this.decisions.has(line));
    this.likely = [...decided, ...found.likely.filter(({ line }) => !this.decisions.has(line))].sort((one, other) => one.line - other.line);
    this.targets = targetsOf(found.columns);
  }

  /** Of another reading of the first line the columns are guessed anew. Throws ApiError. */
  async readHeader(header: boolean): Promise<void> {
    this.header = header;
    await this.look();
  }

  async decide(line: number, contact: number | null): Promise<void> {
    this.decisions = new Map([...this.decisions, [line, contact]]);
    await this.look();
  }

  /** Answers the number of the import. Throws ApiError. */
  async run(): Promise<number> {
    return (await write("import.run", this.#given())).id;
  }

  #given(): Given {
    return {
      organisation: this.#organisation,
      file: this.file?.id ?? 0,
      mode: this.mode,
      ...(this.targets.length > 0 ? { mapping: { columns: [...this.targets], header: this.header } } : {}),
      decisions: [...this.decisions].map(([line, contact]) => ({ line, contact })),
    };
  }
}

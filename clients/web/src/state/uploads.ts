/** Sends the files of a waiting message, one after the other. */
import { upload } from "../protocol/upload.ts";
import { lighter } from "../ui/picture.ts";
import type { OutboxEntry, WaitingFile } from "./shelf.ts";

interface Course {
  organisation: number;
  progress: (part: number) => void;
  signal: AbortSignal;
  /** Called with each number that the server gave. */
  keep: (entry: OutboxEntry) => Promise<void>;
}

/** Answers the arguments of the message with the numbers of its files. Throws ApiError, or the signal's reason. */
export async function sendFiles(entry: OutboxEntry, { organisation, progress, signal, keep }: Course): Promise<OutboxEntry["args"]> {
  let files = entry.uploads ?? [];
  const whole = files.reduce((sum, { content }) => sum + content.size, 0) || 1;
  let before = 0;
  for (const [place, file] of files.entries()) {
    if (file.file === null) {
      const content = await contentOf(file);
      const watching = { signal, progress: (part: number) => progress((before + part * file.content.size) / whole) };
      const sent = await upload({ organisation, purpose: file.purpose, content, name: file.name }, watching);
      files = files.map((each, at) => (at === place ? { ...each, file: sent.id } : each));
      await keep({ ...entry, uploads: files });
    }
    before += file.content.size;
    progress(before / whole);
  }
  return { ...entry.args, files: files.flatMap(({ file }) => file ?? []) };
}

/** Pictures are made smaller by the device; one that moves stays as it is. */
async function contentOf({ content, name }: WaitingFile): Promise<Blob> {
  if (!content.type.startsWith("image/") || content.type === "image/gif" || content.type === "image/svg+xml") return content;
  return lighter(new File([content], name, { type: content.type }));
}

import type { FileView } from "../generated/api.ts";
import { ApiError, type ErrorView, unreachable } from "./frames.ts";

/** What is sent, for which organisation, and for what: `picture`, `field`, `import`, `message`, `voice`. */
export interface Sending {
  organisation: number;
  purpose: string;
  content: Blob;
  name: string;
}

export interface Watching {
  /** From 0 to 1, as far as the network took it. */
  progress?: (part: number) => void;
  /** Its abort calls the sending off; then the promise is rejected with the signal's reason. */
  signal?: AbortSignal;
}

type Answer = { ok: true; result: FileView } | { ok: false; error: ErrorView };

/** XMLHttpRequest, because fetch does not tell how far a request came. Throws ApiError; `unreachable` without an answer. */
export function upload(
  { organisation, purpose, content, name }: Sending,
  { progress, signal }: Watching = {},
  request = new XMLHttpRequest(),
): Promise<FileView> {
  const asked = new URLSearchParams({ organisation: String(organisation), purpose, name });
  return new Promise((resolve, reject) => {
    const stop = () => {
      request.abort();
      reject(signal?.reason);
    };
    if (signal?.aborted) return stop();
    signal?.addEventListener("abort", stop, { once: true });
    request.open("POST", `/files?${asked}`);
    request.responseType = "text";
    request.upload.onprogress = ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0);
    request.onerror = request.ontimeout = () => reject(unreachable());
    request.onload = () => {
      const answer = read(request);
      if (answer?.ok) resolve(answer.result);
      else reject(answer ? new ApiError(answer.error) : refusedBefore(request.status));
    };
    request.onloadend = () => signal?.removeEventListener("abort", stop);
    request.send(content);
  });
}

/** Where a size of a picture is; 96 pixels square, or at most 512 or, in messages, 2048 on a side; of previews of links
 * 192 square. */
export function pictureAt(file: number, size: 96 | 192 | 512 | 2048): string {
  return `/files/${file}/${size}`;
}

function read(request: XMLHttpRequest): Answer | null {
  try {
    const answer = JSON.parse(request.responseText) as Answer;
    return typeof answer.ok === "boolean" ? answer : null;
  } catch {
    return null;
  }
}

/** A proxy before the server has a limit of its own, and says so in its own words. */
function refusedBefore(status: number): ApiError {
  return status === 413 ? new ApiError({ code: "too_large", message: "" }) : unreachable();
}

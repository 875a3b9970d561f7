/** The protocol without I/O: text frames in, meanings out. One wire lives as long as one socket. */
import type { OperationName, Operations, SyncPage } from "../generated/api.ts";
import { ApiError, type AnswerFrame, type EventFrame, type RequestFrame, type ServerFrame, frameLimit } from "./frames.ts";

export type Heard =
  | { kind: "answer"; id: number; result: unknown }
  | { kind: "refusal"; id: number; error: ApiError }
  | { kind: "event"; event: EventFrame }
  | { kind: "page"; page: SyncPage }
  | { kind: "ephemeral"; name: string; data: unknown }
  | { kind: "gap" }
  | { kind: "nothing" };

export interface Asked {
  id: number;
  text: string;
}

export class Wire {
  #lastId = 0;
  #lastN = 0;

  /** Throws ApiError `too_large`: sent anyway, the frame would cost us the socket (close 4009). */
  ask<K extends OperationName>(op: K, args: Operations[K]["args"], key?: string): Asked {
    const frame: RequestFrame = { id: ++this.#lastId, op, args };
    if (key) frame.key = key;
    const text = JSON.stringify(frame);
    if (text.length > frameLimit || new TextEncoder().encode(text).length > frameLimit) {
      throw new ApiError({ code: "too_large", message: "" });
    }
    return { id: frame.id, text };
  }

  hear(text: string): Heard {
    const frame = JSON.parse(text) as ServerFrame;
    if ("re" in frame) return answered(frame);
    if ("n" in frame && frame.n <= this.#lastN) return { kind: "nothing" };
    if ("n" in frame && frame.n > ++this.#lastN) return { kind: "gap" };
    if ("ev" in frame) return { kind: "event", event: frame };
    if ("eph" in frame) return { kind: "ephemeral", name: frame.eph, data: frame.data };
    if (frame.ctl === "page") return { kind: "page", page: frame.page };
    return { kind: "nothing" };
  }
}

function answered(frame: AnswerFrame): Heard {
  if (frame.ok) return { kind: "answer", id: frame.re, result: frame.result };
  return { kind: "refusal", id: frame.re, error: new ApiError(frame.error) };
}

import { ApiError } from "../../protocol/frames.ts";

/** Whether the way in was right, and a code is wanted too. */
export function wantsCode(error: unknown): boolean {
  return error instanceof ApiError && error.code === "second_factor";
}

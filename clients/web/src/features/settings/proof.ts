import { ApiError } from "../../protocol/frames.ts";

export type Way = "code" | "password";
export type Proof = { code: string } | { password: string };

/** Whether it is so long since this person signed in that they are to show once more who they are. */
export function wantsProof(error: unknown): boolean {
  return error instanceof ApiError && error.code === "invalid" && "password" in error.fields;
}

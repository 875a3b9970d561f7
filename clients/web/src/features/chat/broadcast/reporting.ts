import type { ReportView } from "../../../generated/api.ts";

/** Everyone to whom a message was sent, reached or not. */
export function sentTo({ read, unread, unreachable }: ReportView): number {
  return read + unread + unreachable;
}

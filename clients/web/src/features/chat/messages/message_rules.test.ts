import { describe, expect, it } from "vitest";
import { within } from "./message_rules.svelte.ts";

describe("how long one may change a message", () => {
  const message = { sent_at: "2026-11-26T19:00:00.000000Z" };
  const at = (time: string) => Date.parse(`2026-11-26T${time}Z`);

  it("ends after its minutes", () => {
    expect(within(message, 15, at("19:14:59"))).toBe(true);
    expect(within(message, 15, at("19:15:00"))).toBe(false);
  });

  it("is for ever without a number, and never with none", () => {
    expect(within(message, null, at("23:59:59"))).toBe(true);
    expect(within(message, 0, at("19:00:00"))).toBe(false);
  });
});

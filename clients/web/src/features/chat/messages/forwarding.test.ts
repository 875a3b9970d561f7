import { expect, test } from "vitest";
import { conversation, participant } from "../../../../tests/choir.ts";
import { ApiError } from "../../../protocol/frames.ts";
import { inTheWay, mayWriteIn } from "./forwarding.ts";

test("one forwards to where one may write", () => {
  const open = conversation(31, "Sopranen", 1);
  const mine = participant(41, 11, 31, 1);
  const leads = { ...mine, admin: true };
  expect(mayWriteIn({ conversation: open, mine })).toBe(true);
  expect(mayWriteIn({ conversation: open, mine: null })).toBe(false);
  expect(mayWriteIn({ conversation: { ...open, closed_at: "2026-11-01T19:00:00Z" }, mine: leads })).toBe(false);
  for (const held of [{ ...open, admins_post: true }, { ...open, kind: "broadcast" as const }]) {
    expect(mayWriteIn({ conversation: held, mine })).toBe(false);
    expect(mayWriteIn({ conversation: held, mine: leads })).toBe(true);
  }
});

test("a refusal names the conversations that are in the way, and others name none", () => {
  const fields = { "conversations[1]": "Dit gesprek is gesloten.", "conversations[9]": "Weg.", message: "Weg." };
  const refused = new ApiError({ code: "conflict", message: "Dit gesprek is gesloten.", fields });
  expect([...inTheWay(refused, [31, 32])]).toEqual([[32, "Dit gesprek is gesloten."]]);
  expect(inTheWay(new ApiError({ code: "conflict", message: "Weg." }), [31]).size).toBe(0);
  expect(inTheWay(new Error("stuk"), [31]).size).toBe(0);
});

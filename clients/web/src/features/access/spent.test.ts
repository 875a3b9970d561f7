import { expect, test } from "vitest";
import { ApiError, unreachable } from "../../protocol/frames.ts";
import { isSpent } from "./spent.ts";

test("a used or expired secret is told from a passing failure", () => {
  expect(isSpent(new ApiError({ code: "not_found", message: "" }))).toBe(true);
  expect(isSpent(unreachable())).toBe(false);
  expect(isSpent(new ApiError({ code: "rate_limited", message: "", retry_after: 60 }))).toBe(false);
});

test("a password that is refused says nothing of the secret", () => {
  expect(isSpent(new ApiError({ code: "invalid", message: "", fields: { password: "Te kort." } }))).toBe(false);
});

test("a secret that a mail program cut off is as good as spent", () => {
  expect(isSpent(new ApiError({ code: "invalid", message: "", fields: { secret: "Te kort." } }))).toBe(true);
});

import { expect, test } from "vitest";
import { ApiError } from "../../protocol/frames.ts";
import { isSpent } from "./spent.ts";
import { wantsCode } from "./second.ts";

test("a link that wants a code is not spent", () => {
  const error = new ApiError({ code: "second_factor", message: "Geef ook een code." });
  expect([wantsCode(error), isSpent(error)]).toEqual([true, false]);
});

test("a wrong password does not ask for a code", () => {
  expect(wantsCode(new ApiError({ code: "unauthenticated", message: "" }))).toBe(false);
});

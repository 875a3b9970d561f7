import { expect, test } from "vitest";
import { ApiError } from "../../protocol/frames.ts";
import { wantsProof } from "./proof.ts";

test("only an answer that names the password asks for it", () => {
  expect(wantsProof(new ApiError({ code: "invalid", message: "", fields: { password: "Nog eens." } }))).toBe(true);
  expect(wantsProof(new ApiError({ code: "invalid", message: "", fields: { name: "Te lang." } }))).toBe(false);
  expect(wantsProof(new ApiError({ code: "conflict", message: "" }))).toBe(false);
});

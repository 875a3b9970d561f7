import { expect, test } from "vitest";
import { missing } from "./fields.ts";

test("only the empty fields are named", () => {
  expect(missing({ login: "clara", password: " " }, "Vul in.")).toEqual({ password: "Vul in." });
  expect(missing({ login: "clara", password: "x" }, "Vul in.")).toEqual({});
});

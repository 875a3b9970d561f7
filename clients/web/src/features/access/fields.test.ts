import { expect, test } from "vitest";
import { missing, suggestUserName } from "./fields.ts";

test("only the empty fields are named", () => {
  expect(missing({ login: "clara", password: " " }, "Vul in.")).toEqual({ password: "Vul in." });
  expect(missing({ login: "clara", password: "x" }, "Vul in.")).toEqual({});
});

test("a user name is suggested from the name of the person", () => {
  expect(suggestUserName("Clara De Smet")).toBe("clara.desmet");
  expect(suggestUserName("Élise  Maes")).toBe("elise.maes");
  expect(suggestUserName("An")).toBe("an");
  expect(suggestUserName("2 Sopranen")).toBe("sopranen");
  expect(suggestUserName("")).toBe("");
});

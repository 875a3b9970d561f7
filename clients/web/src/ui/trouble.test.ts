import { expect, test } from "vitest";
import { nl } from "../language/nl.ts";
import { ApiError, unreachable } from "../protocol/frames.ts";
import { fieldTroubles, sayTrouble } from "./trouble.ts";

test("the server's own sentence is shown", () => {
  const refusal = new ApiError({ code: "forbidden", message: "Alleen beheerders mogen dit." });
  expect(sayTrouble(refusal, nl)).toBe("Alleen beheerders mogen dit.");
});

test("a limit says when to try again", () => {
  const refusal = new ApiError({ code: "rate_limited", message: "Te veel pogingen.", retry_after: 120 });
  expect(sayTrouble(refusal, nl)).toBe("Te veel pogingen. Probeer het over 2 minuten opnieuw.");
});

test("without a connection that is what is said", () => {
  expect(sayTrouble(unreachable(), nl)).toBe(nl.trouble.offline);
});

test("a failure of our own is never shown raw", () => {
  expect(sayTrouble(new TypeError("x is undefined"), nl)).toBe(nl.trouble.unexpected);
  expect(fieldTroubles(new TypeError("x is undefined"))).toEqual({});
});

test("troubles of fields go to their fields", () => {
  const fields = { password: "Te kort." };
  const refusal = new ApiError({ code: "invalid", message: "Kijk de velden na.", fields });
  expect(fieldTroubles(refusal)).toEqual(fields);
});

import { expect, test } from "vitest";
import { emptyNewcomer, joiningOf, personOf, stepOf } from "./newcomer.ts";

test("what was left empty is not said", () => {
  const { who } = emptyNewcomer("2026-11-26");
  expect(personOf({ ...who, first_name: " Roos " })).toEqual({ first_name: "Roos" });
  expect(personOf({ ...who, first_name: "Roos", address: "roos@rietvink.example", town: "Gent" })).toEqual({
    first_name: "Roos",
    addresses: [{ address: "roos@rietvink.example" }],
    postal_addresses: [{ town: "Gent" }],
  });
});

test("somebody known is named, and half a choice is none", () => {
  const newcomer = emptyNewcomer("2026-11-26");
  newcomer.known = { id: 12, name: "Roos Desmedt" };
  newcomer.places = [
    { group: 3, function: 4, active: false },
    { group: 3, function: null, active: true },
  ];
  expect(joiningOf(newcomer, 9)).toEqual({
    contact: 12,
    placements: [{ group: 3, function: 4, active: false, season: 9 }],
    invite: false,
    anyway: false,
  });
  newcomer.membership.type = 5;
  expect(joiningOf(newcomer, 9).membership).toEqual({ type: 5, from_day: "2026-11-26", options: [] });
});

test("a trouble is shown on its own screen", () => {
  expect(stepOf({ "person.addresses.0.address": "x" })).toBe(0);
  expect(stepOf({ from_day: "x" })).toBe(1);
  expect(stepOf({ invite: "x" })).toBe(2);
});

import { expect, test } from "vitest";
import type { ContactCard } from "../../../generated/api.ts";
import { ageOn, fieldsChanged, fieldsOf, partsOf, placedTroubles } from "./cards.ts";

const card = {
  first_name: "Zoë",
  last_name: "Van Wulpenberg",
  birth_date: "1991-07-30",
  sex: "f",
  language: "nl",
  remarks: null,
  addresses: [{ id: 1, address: "zoe@rietvink.example", label: null }],
  phones: [],
  postal_addresses: [{ street: null, postcode: "2800", town: "Mechelen", country: null, label: null }],
  fields: [
    { field: 5, value: "alt", writable: true },
    { field: 6, value: 3, writable: false },
  ],
} as unknown as ContactCard;

test("a form holds texts where the card has none, and only the fields one may write", () => {
  const fields = fieldsOf(card, "nl");
  expect(fields.remarks).toBe("");
  expect(fields.addresses).toEqual([{ address: "zoe@rietvink.example", label: "" }]);
  expect(fields.postal_addresses[0]?.town).toBe("Mechelen");
  expect(fields.fields).toEqual({ 5: "alt" });
});

test("a new card has a line for an address and a telephone number", () => {
  const fields = fieldsOf(null, "en");
  expect([fields.addresses.length, fields.phones.length, fields.postal_addresses.length, fields.language]).toEqual([1, 1, 0, "en"]);
});

test("empty lines and empty texts are not sent", () => {
  expect(
    partsOf({
      remarks: " ",
      addresses: [
        { address: "a@b.example", label: "" },
        { address: " ", label: "werk" },
      ],
      postal_addresses: [{ street: "", postcode: "", town: "Gent", country: "", label: "" }],
    }),
  ).toEqual({
    remarks: null,
    addresses: [{ address: "a@b.example", label: null }],
    postal_addresses: [{ street: null, postcode: null, town: "Gent", country: null, label: null }],
  });
  expect(partsOf({ first_name: "Roos" })).toEqual({ first_name: "Roos" });
});

test("only custom fields that differ are sent", () => {
  expect(fieldsChanged({ 5: "bas", 6: null, 7: true }, { 5: "alt", 7: true })).toEqual({ 5: "bas" });
});

test("a sentence about a line stands at that line, whatever empty ones are before it", () => {
  const fields = { ...fieldsOf(card, "nl"), addresses: [{ address: "", label: "" }, { address: "roos@", label: "" }] };
  expect(placedTroubles({ "addresses.0.address": "Geen adres", first_name: "Vul in" }, fields)).toEqual({
    "addresses.1.address": "Geen adres",
    first_name: "Vul in",
  });
});

test("years are full on the birthday itself", () => {
  expect(ageOn("2026-07-29", "1991-07-30")).toBe(34);
  expect(ageOn("2026-07-30", "1991-07-30")).toBe(35);
  expect(ageOn("2026-07-30", null)).toBeNull();
});

import type { ContactCard, Operations } from "../../../generated/api.ts";

export type FieldValue = string | number | boolean | null;

export interface CardAddress {
  address: string;
  label: string;
}
export interface CardPhone {
  number: string;
  label: string;
}
export interface CardPostal {
  street: string;
  postcode: string;
  town: string;
  country: string;
  label: string;
}

/** A card as a form holds it: no nulls in texts, so that fields can be bound. */
export interface CardFields {
  first_name: string;
  last_name: string;
  birth_date: string | null;
  sex: "f" | "m" | "x" | null;
  language: string;
  remarks: string;
  addresses: CardAddress[];
  phones: CardPhone[];
  postal_addresses: CardPostal[];
  fields: Record<string, FieldValue>;
}

export type Parts = Omit<Operations["contact.change"]["args"], "organisation" | "contact" | "rev">;

/** The most e-mail addresses, telephone numbers and postal addresses of a card, each. */
export const MOST = 3;

export const emptyAddress = (): CardAddress => ({ address: "", label: "" });
export const emptyPhone = (): CardPhone => ({ number: "", label: "" });
export const emptyPostal = (): CardPostal => ({ street: "", postcode: "", town: "", country: "", label: "" });

/** What a form begins with; of a new contact all is empty but one line for each kind of address. */
export function fieldsOf(card: ContactCard | null, language: string): CardFields {
  return {
    first_name: card?.first_name ?? "",
    last_name: card?.last_name ?? "",
    birth_date: card?.birth_date ?? null,
    sex: card?.sex ?? null,
    language: card?.language ?? language,
    remarks: card?.remarks ?? "",
    addresses: card ? card.addresses.map(({ address, label }) => ({ address, label: label ?? "" })) : [emptyAddress()],
    phones: card ? card.phones.map(({ number, label }) => ({ number, label: label ?? "" })) : [emptyPhone()],
    postal_addresses: (card?.postal_addresses ?? []).map((one) => ({
      street: one.street ?? "",
      postcode: one.postcode ?? "",
      town: one.town ?? "",
      country: one.country ?? "",
      label: one.label ?? "",
    })),
    fields: Object.fromEntries((card?.fields ?? []).filter(({ writable }) => writable).map(({ field, value }) => [String(field), value])),
  };
}

/** What differs, as the server wants it: empty texts are null, and lines without anything in them are left out. */
export function partsOf(changes: Partial<CardFields>): Parts {
  const { addresses, phones, postal_addresses: postal, remarks, ...rest } = changes;
  const parts: Parts = { ...rest };
  if (remarks !== undefined) parts.remarks = remarks.trim() ? remarks : null;
  if (addresses) parts.addresses = said(addresses).map(({ address, label }) => ({ address, label: filled(label) }));
  if (phones) parts.phones = said(phones).map(({ number, label }) => ({ number, label: filled(label) }));
  if (postal) {
    parts.postal_addresses = said(postal).map(({ street, postcode, town, country, label }) => ({
      street: filled(street),
      postcode: filled(postcode),
      town: filled(town),
      country: filled(country),
      label: filled(label),
    }));
  }
  return parts;
}

/** Only the custom fields that differ; the others may have been changed by somebody else meanwhile. */
export function fieldsChanged(now: Record<string, FieldValue>, before: Record<string, FieldValue>): Record<string, FieldValue> {
  return Object.fromEntries(Object.entries(now).filter(([id, value]) => (value ?? null) !== (before[id] ?? null)));
}

/** The server counts the lines that it was sent: its sentences go to the lines as they stand on screen. */
export function placedTroubles(troubles: Record<string, string>, fields: CardFields): Record<string, string> {
  const placed: Record<string, string> = {};
  for (const [path, sentence] of Object.entries(troubles)) {
    const [, list = "", place = "", rest = ""] = /^(addresses|phones|postal_addresses)\.(\d+)\.(.+)$/.exec(path) ?? [];
    const lines = list ? (fields[list as "addresses"] as object[]) : [];
    const shown = lines.map((line, index) => (isSaid(line) ? index : -1)).filter((index) => index >= 0);
    placed[list ? `${list}.${shown[Number(place)] ?? place}.${rest}` : path] = sentence;
  }
  return placed;
}

/** Full years on a day, both as `2026-11-26`; null without a birth date. */
export function ageOn(today: string, birthDate: string | null): number | null {
  if (birthDate === null) return null;
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function said<Line extends object>(lines: readonly Line[]): Line[] {
  return lines.filter(isSaid);
}

/** A label alone says nothing. */
function isSaid(line: object): boolean {
  return Object.entries(line).some(([name, text]) => name !== "label" && String(text).trim() !== "");
}

function filled(text: string): string | null {
  return text.trim() ? text : null;
}

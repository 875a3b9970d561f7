import type { ContactParts, NewMembership, NewPlacement } from "../../../generated/api.ts";

/** Who comes in, as it is typed. */
export interface WhoText {
  first_name: string;
  last_name: string;
  birth_date: string | null;
  address: string;
  phone: string;
  street: string;
  postcode: string;
  town: string;
}

export interface MembershipChoice {
  type: number | null;
  from_day: string | null;
  until_day: string | null;
  options: number[];
}

export interface PlaceChoice {
  group: number | null;
  function: number | null;
  active: boolean;
}

export interface Newcomer {
  who: WhoText;
  /** Somebody who is known already, in place of `who`. */
  known: { id: number; name: string } | null;
  /** Somebody of the same name is known, and it is not them. */
  anyway: boolean;
  membership: MembershipChoice;
  places: PlaceChoice[];
  invite: boolean;
}

export function emptyNewcomer(today: string): Newcomer {
  return {
    who: { first_name: "", last_name: "", birth_date: null, address: "", phone: "", street: "", postcode: "", town: "" },
    known: null,
    anyway: false,
    membership: { type: null, from_day: today, until_day: null, options: [] },
    places: [],
    invite: false,
  };
}

/** The name as lists show it. */
export function fullName({ first_name, last_name }: WhoText): string {
  return `${first_name.trim()} ${last_name.trim()}`.trim();
}

/** What was filled in of a person; what was left empty is not said. */
export function personOf(who: WhoText): ContactParts {
  const post = { street: who.street.trim(), postcode: who.postcode.trim(), town: who.town.trim() };
  const filled = Object.fromEntries(Object.entries(post).filter(([, text]) => text));
  return {
    first_name: who.first_name.trim(),
    ...(who.last_name.trim() ? { last_name: who.last_name.trim() } : {}),
    ...(who.birth_date ? { birth_date: who.birth_date } : {}),
    ...(who.address.trim() ? { addresses: [{ address: who.address.trim() }] } : {}),
    ...(who.phone.trim() ? { phones: [{ number: who.phone.trim() }] } : {}),
    ...(Object.keys(filled).length > 0 ? { postal_addresses: [filled] } : {}),
  };
}

export interface Joining {
  person?: ContactParts;
  contact?: number;
  membership?: NewMembership;
  placements: NewPlacement[];
  invite: boolean;
  anyway: boolean;
}

/** All of it as `member.join` takes it; in the season of the groups that were shown. */
export function joiningOf(newcomer: Newcomer, season: number | null): Joining {
  const { who, known, membership, places, anyway, invite } = newcomer;
  const inSeason = season === null ? {} : { season };
  const { type, from_day, until_day, options } = membership;
  const chosen = type !== null && from_day !== null ? { membership: { type, from_day, options, ...(until_day ? { until_day } : {}) } } : {};
  return {
    ...(known ? { contact: known.id } : { person: personOf(who) }),
    ...chosen,
    placements: places.flatMap((place) =>
      place.group === null || place.function === null
        ? []
        : [{ group: place.group, function: place.function, active: place.active, ...inSeason }],
    ),
    invite,
    anyway,
  };
}

/** The screen on which a field stands: who, membership, groups. */
export function stepOf(fields: Record<string, string>): number {
  const names = Object.keys(fields);
  if (names.some((name) => name.startsWith("person"))) return 0;
  return names.some((name) => /^(membership|from_day|until_day|options|type)/.test(name)) ? 1 : 2;
}

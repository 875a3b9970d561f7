import type { GroupDetails, Meeting } from "../../../generated/api.ts";
import { clockOf, minutesOf } from "./days.ts";

/** A meeting as it is typed. */
export interface MeetingText {
  weekday: number;
  from: string;
  until: string;
  place: string;
}

export interface GroupText {
  name: string;
  abbreviation: string;
  type: string;
  composition: string;
  place: string;
  remarks: string;
  meetings: MeetingText[];
}

export const emptyGroup: GroupText = {
  name: "",
  abbreviation: "",
  type: "",
  composition: "",
  place: "",
  remarks: "",
  meetings: [],
};

export function textOf(group: GroupDetails): GroupText {
  return {
    name: group.name,
    abbreviation: group.abbreviation ?? "",
    type: group.type ?? "",
    composition: group.composition ?? "",
    place: group.place ?? "",
    remarks: group.remarks ?? "",
    meetings: group.meetings.map(({ weekday, from_minute, until_minute, place }) => ({
      weekday,
      from: clockOf(from_minute),
      until: clockOf(until_minute),
      place: place ?? "",
    })),
  };
}

/** The meetings as the server takes them; those with a time that was not understood are left to `meetingTroubles`. */
export function meetingsOf(texts: readonly MeetingText[]): Meeting[] {
  return texts.map(({ weekday, from, until, place }) => {
    const untilMinute = minutesOf(until);
    const placed = place.trim() ? { place: place.trim() } : {};
    return { weekday, from_minute: minutesOf(from) ?? 0, ...(untilMinute === null ? {} : { until_minute: untilMinute }), ...placed };
  });
}

/** A sentence for each time that cannot be read, by `meetings[0].from_minute`. */
export function meetingTroubles(texts: readonly MeetingText[], sentence: string): Record<string, string> {
  const found: Record<string, string> = {};
  texts.forEach(({ from, until }, index) => {
    const begins = minutesOf(from);
    if (begins === null || begins >= 1440) found[`meetings[${index}].from_minute`] = sentence;
    if (until.trim() && minutesOf(until) === null) found[`meetings[${index}].until_minute`] = sentence;
  });
  return found;
}

import { expect, test } from "vitest";
import { meetingsOf, meetingTroubles, type MeetingText } from "./drafts.ts";

const thursday: MeetingText = { weekday: 4, from: "20:00", until: "22u", place: " Zolder " };

test("a meeting goes to the server as minutes after midnight", () => {
  expect(meetingsOf([thursday])).toEqual([{ weekday: 4, from_minute: 1200, until_minute: 1320, place: "Zolder" }]);
  expect(meetingsOf([{ ...thursday, until: "", place: "" }])).toEqual([{ weekday: 4, from_minute: 1200 }]);
});

test("a time that cannot be read is named by its place", () => {
  expect(meetingTroubles([thursday, { ...thursday, from: "acht", until: "laat" }], "Schrijf een uur.")).toEqual({
    "meetings[1].from_minute": "Schrijf een uur.",
    "meetings[1].until_minute": "Schrijf een uur.",
  });
  expect(meetingTroubles([{ ...thursday, from: "24:00", until: "" }], "x")).toEqual({ "meetings[0].from_minute": "x" });
});

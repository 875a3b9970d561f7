// Reads a calendar from standard input with two independent readers and prints, for each, what a person would see.
import ICAL from "ical.js";
import ical from "node-ical";
import { text } from "node:stream/consumers";

const day = (year, month, date) =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
const moment = (date) => date.toISOString().replace(".000Z", "Z");

function readWithIcalJs(source) {
  const calendar = new ICAL.Component(ICAL.parse(source));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const shown = (time) => (time.isDate ? day(time.year, time.month, time.day) : moment(time.toJSDate()));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: shown(event.startDate),
      end: shown(event.endDate),
      title: event.summary,
      place: event.location ?? "",
      remarks: event.description ?? "",
      status: component.getFirstPropertyValue("status"),
      sequence: event.sequence,
    };
  });
}

function readWithNodeIcal(source) {
  // node-ical tells a bare date as midnight by the clock of this machine.
  const shown = (date) =>
    date.dateOnly ? day(date.getFullYear(), date.getMonth() + 1, date.getDate()) : moment(date);
  return Object.values(ical.sync.parseICS(source))
    .filter((item) => item.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: shown(event.start),
      end: shown(event.end),
      title: event.summary,
      place: event.location ?? "",
      remarks: event.description ?? "",
      status: event.status,
      sequence: Number(event.sequence),
    }));
}

const source = await text(process.stdin);
console.log(JSON.stringify({ "ical.js": readWithIcalJs(source), "node-ical": readWithNodeIcal(source) }));

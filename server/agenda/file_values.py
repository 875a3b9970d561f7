"""Dates, times and durations as calendar files write them (RFC 5545 §3.3.4–3.3.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.agenda.content_lines import Property
from server.agenda.recurrence import FIRST_DAY, LAST_DAY

MAX_DATES = 2_000  # values of EXDATE or RDATE in one event
MAX_DURATION = timedelta(days=366)

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?")
_DURATION = re.compile(r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?")


class ItemRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """Something of an event is not taken: the line, a code and its params (see file_drafts.RefusedItem)."""

    def __init__(self, line: int, code: str, **params: str) -> None:
        super().__init__(code)
        self.line = line
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Moment:
    """A DATE (midnight, `is_date`) or DATE-TIME as written: naive, in UTC, in a zone or, with neither, floating."""

    written: datetime
    is_date: bool
    is_utc: bool
    zone: str
    line: int


def read_moment(given: Property) -> Moment:
    """The single value of a DTSTART, DTEND or RECURRENCE-ID. Raises ItemRefused (value_broken)."""
    return _moment(given, given.value)


def read_moments(given: list[Property]) -> list[Moment]:
    """All values of EXDATE or RDATE properties. Raises ItemRefused (value_broken, too_many_dates)."""
    total = sum(dates.value.count(",") + 1 for dates in given)
    if total > MAX_DATES:
        raise ItemRefused(given[0].line, "too_many_dates", limit=str(MAX_DATES))
    return [_moment(dates, value) for dates in given for value in dates.value.split(",") if value.strip()]


def _moment(given: Property, text: str) -> Moment:
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        raise broken(given)
    year, month, day, hour, minute, second, utc = found.groups()
    # A leap second (60) is legal and no Python time.
    clock = f"{hour}:{minute}:{min(int(second), 59):02}" if hour else "00:00:00"
    try:
        written = datetime.fromisoformat(f"{year}-{month}-{day}T{clock}")
    except ValueError:
        raise broken(given) from None
    if not FIRST_DAY <= written.date() <= LAST_DAY:
        raise broken(given)
    return Moment(written, not hour, bool(utc), given.parameters.get("TZID", ""), given.line)


def read_duration(given: Property) -> timedelta:
    """The value of a DURATION. Raises ItemRefused (value_broken)."""
    found = _DURATION.fullmatch(given.value.strip().upper())
    if found is None or not any(found.groups()[1:]):
        raise broken(given)
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -span if found[1] == "-" else span


def broken(given: Property) -> ItemRefused:
    """The refusal of a property whose value is not of its type."""
    return ItemRefused(given.line, "value_broken", property=given.name, value=given.value[:80])

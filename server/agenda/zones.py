"""Time zones for calendars: wall clock to UTC, and the VTIMEZONE component (RFC 5545 §3.6.5) that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Literal
from zoneinfo import ZoneInfo

from server.agenda.content_lines import line, text_line
from server.agenda.tzif import EPOCH, DayRule, Onset, UnknownZone, YearlyRule, ZoneData, zone_bytes, zone_data

__all__ = ["ClockChange", "UnknownZone", "clock_change", "to_local", "to_utc", "vtimezone", "zone_info"]

ClockChange = Literal["gap", "overlap"]

_WEEKDAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_DAY = timedelta(days=1)
_LAST_WEEK = 5


@lru_cache(maxsize=256)
def zone_info(name: str) -> ZoneInfo:
    """The zone by its IANA name, from the pinned zone data. Raises UnknownZone."""
    return ZoneInfo.from_file(BytesIO(zone_bytes(name)), key=name)


def to_utc(local: datetime, zone: str) -> datetime:
    """The moment (aware, UTC) at which a wall clock in `zone` shows the naive `local`.

    In an overlap the first of the two, in a gap counted by the offset before it: RFC 5545 §3.3.5, form 3.
    Raises UnknownZone; ValueError if `local` is not naive.
    """
    if local.tzinfo is not None:
        raise ValueError("a wall-clock time has no zone of its own")
    return local.replace(tzinfo=zone_info(zone), fold=0).astimezone(UTC)


def to_local(moment: datetime, zone: str) -> datetime:
    """What a wall clock in `zone` shows (naive) at an aware `moment`. Raises UnknownZone."""
    return moment.astimezone(zone_info(zone)).replace(tzinfo=None, fold=0)


def clock_change(local: datetime, zone: str) -> ClockChange | None:
    """Whether the naive `local` is skipped in `zone` ("gap"), comes twice ("overlap") or neither; or UnknownZone."""
    aware = local.replace(tzinfo=zone_info(zone), fold=0)
    early, late = aware.utcoffset(), aware.replace(fold=1).utcoffset()
    if early is None or late is None or early == late:
        return None
    return "overlap" if early > late else "gap"


@lru_cache(maxsize=256)
def vtimezone(name: str, first: date, last: date) -> bytes:
    """The VTIMEZONE that holds for wall-clock times from `first` to `last`, CRLF at the end of each line.

    A zone whose rule is "the n-th weekday of a month" gets yearly RRULEs with BYDAY, the same bytes whatever the days
    asked. Any other gets its changes as RDATE, one value a line: ical.js and Outlook read only the first of a list.
    Raises UnknownZone.
    """
    zone = zone_data(name)
    since = _rule_since(zone)
    if since is not None and first.year > since and zone.rule is not None and _is_simple(zone.rule):
        observances: Iterable[bytes] = (_yearly(zone.rule, onset) for onset in zone.rule.onsets(since))
    else:
        observances = _listed(zone, first.year - 1, last.year + 1)
    return b"".join(chain([b"BEGIN:VTIMEZONE\r\n", text_line("TZID", name)], observances, [b"END:VTIMEZONE\r\n"]))


def _rule_since(zone: ZoneData) -> int | None:
    """The first year that the rule in the file's last line alone explains."""
    if zone.rule is None:
        return None
    return zone.onsets[-1].local.year + 1


def _is_simple(rule: YearlyRule) -> bool:
    return all(day.day_of_year is None and timedelta(0) <= day.at < _DAY for day in (rule.begin, rule.end))


def _yearly(rule: YearlyRule, onset: Onset) -> bytes:
    day = rule.begin if onset.after == rule.daylight else rule.end
    return _observance(onset, [line("RRULE", f"FREQ=YEARLY;BYMONTH={day.month};BYDAY={_by_day(day)}")])


def _by_day(day: DayRule) -> str:
    return f"{-1 if day.week == _LAST_WEEK else day.week}{_WEEKDAYS[day.weekday]}"


def _listed(zone: ZoneData, first_year: int, last_year: int) -> Iterator[bytes]:
    onsets = list(_onsets_within(zone, first_year, last_year))
    if not onsets:
        yield _fixed(zone, first_year)
    # The same change is one observance with many dates; a change of another kind is another.
    for onset in {(onset.before, onset.after): onset for onset in reversed(onsets)}.values():
        same = [other for other in onsets if (other.before, other.after) == (onset.before, onset.after)]
        # ical.js leaves DTSTART out as soon as there is an RDATE, so the first stands in both.
        dates = [line("RDATE", _stamp(other.local)) for other in same]
        yield _observance(onset, dates if len(dates) > 1 else [])


def _onsets_within(zone: ZoneData, first_year: int, last_year: int) -> Iterator[Onset]:
    """The changes in these years and the last one before them, so that each moment has a change to go by."""
    ruled = zone.rule.onsets if zone.rule else (lambda year: [])
    last = zone.onsets[-1].at if zone.onsets else EPOCH
    later = (onset for year in range(first_year - 1, last_year + 1) for onset in ruled(year) if onset.at > last)
    before: Onset | None = None
    for onset in chain(zone.onsets, later):
        if onset.local.year < first_year:
            before = onset
        elif onset.local.year <= last_year:
            if before is not None:
                yield before
                before = None
            yield onset


def _fixed(zone: ZoneData, year: int) -> bytes:
    past = [onset.after for onset in zone.onsets if onset.at.year < year]
    offset = past[-1] if past else zone.first
    return _observance(Onset(EPOCH, offset, offset), [])


def _observance(onset: Onset, recurrence: list[bytes]) -> bytes:
    kind = "DAYLIGHT" if onset.to_daylight else "STANDARD"
    start = onset.local if onset.before != onset.after else onset.at
    return b"".join(
        [
            line("BEGIN", kind),
            line("DTSTART", _stamp(start)),
            *recurrence,
            line("TZOFFSETFROM", _utc_offset(onset.before.utc)),
            line("TZOFFSETTO", _utc_offset(onset.after.utc)),
            text_line("TZNAME", onset.after.name),
            line("END", kind),
        ]
    )


def _stamp(local: datetime) -> str:
    return local.strftime("%Y%m%dT%H%M%S")


def _utc_offset(offset: timedelta) -> str:
    """RFC 5545 §3.3.14; seconds only where there are any."""
    minutes, seconds = divmod(abs(round(offset.total_seconds())), 60)
    sign = "-" if offset < timedelta(0) else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")

"""Zone data as files hold them: TZif (RFC 9636 §3) and the POSIX rule in its last line (§3.3.1, POSIX.1 §8.3)."""

from __future__ import annotations

import calendar
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files

_HEADER = struct.Struct(">4s1s15x6l")
_KIND = struct.Struct(">lbB")
_RULE = re.compile(
    r"(?P<std><[^>]+>|[A-Za-z]+)(?P<std_off>[-+]?[\d:]+)"
    r"(?:(?P<dst><[^>]+>|[A-Za-z]+)(?P<dst_off>[-+]?[\d:]+)?,(?P<begin>[^,]+),(?P<end>[^,]+))?"
)
_DAY = re.compile(r"(?:M(?P<month>\d+)\.(?P<week>\d)\.(?P<weekday>\d)|J(?P<julian>\d+)|(?P<zero>\d+))(?:/(?P<at>.+))?")
EPOCH = datetime.fromisoformat("1970-01-01")  # naive UTC, as all moments here

_DEFAULT_AT = "2"


class UnknownZone(ValueError):  # noqa: N818 - a refusal is an answer, not a fault
    """No zone of that name in the pinned zone data."""


@dataclass(frozen=True, slots=True)
class Offset:
    """What a clock shows: distance to UTC, whether the zone calls it daylight saving, its abbreviation."""

    utc: timedelta
    is_dst: bool
    name: str


@dataclass(frozen=True, slots=True)
class Onset:
    """A change of the clocks at `at` (naive UTC)."""

    at: datetime
    before: Offset
    after: Offset

    @property
    def local(self) -> datetime:
        """The wall clock at that moment, still by the old offset, as RFC 5545 §3.6.5 wants a DTSTART."""
        return self.at + self.before.utc

    @property
    def to_daylight(self) -> bool:
        """Whether clocks go forward for a summer.

        By direction, not by the zone's own word: Dublin calls its winter the saving, and calendar apps do not.
        """
        return self.after.utc > self.before.utc and (self.after.is_dst or self.before.is_dst)


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day of every year and a wall-clock time on it, which may lie outside 0–24 h (RFC 9636 §3.3.1)."""

    month: int
    week: int
    weekday: int  # 0 is Sunday
    day_of_year: int | None  # from 0, used instead of month, week and weekday
    counts_leap_day: bool
    at: timedelta

    def moment(self, year: int) -> datetime:
        """The naive wall-clock moment in that year."""
        return datetime.combine(self._day(year), datetime.min.time()) + self.at

    def _day(self, year: int) -> date:
        if self.day_of_year is not None:
            skipped = not self.counts_leap_day and calendar.isleap(year) and self.day_of_year >= 59
            return date(year, 1, 1) + timedelta(days=self.day_of_year + skipped)
        first = date(year, self.month, 1)
        to_weekday = (self.weekday - first.isoweekday()) % 7
        days = to_weekday + 7 * (self.week - 1)
        length = calendar.monthrange(year, self.month)[1]
        return first + timedelta(days=days if days < length else days - 7)


@dataclass(frozen=True, slots=True)
class YearlyRule:
    """The two clock changes of every year to come."""

    standard: Offset
    daylight: Offset
    begin: DayRule
    end: DayRule

    def onsets(self, year: int) -> list[Onset]:
        """The changes of that year, earliest first."""
        begin = Onset(self.begin.moment(year) - self.standard.utc, self.standard, self.daylight)
        end = Onset(self.end.moment(year) - self.daylight.utc, self.daylight, self.standard)
        return sorted((begin, end), key=lambda onset: onset.at)


@dataclass(frozen=True, slots=True)
class ZoneData:
    """One zone: its offset before all changes, the changes listed by the file, and the rule after them, if any."""

    name: str
    first: Offset
    onsets: tuple[Onset, ...]
    rule: YearlyRule | None


def zone_bytes(name: str) -> bytes:
    """The TZif file of a zone from the pinned package `tzdata`, never from the host, so that all hosts agree.

    Raises UnknownZone.
    """
    # Names come from files of strangers: only a listed one becomes a path.
    if name not in zone_names():
        raise UnknownZone(name[:80])
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Every zone name in the pinned zone data."""
    return frozenset(files("tzdata").joinpath("zones").read_text("ascii").split())


@lru_cache(maxsize=1)
def zone_data_version() -> str:
    """The IANA release of the pinned zone data, such as "2026f"; when it changes, cached UTC must be looked over."""
    with files("tzdata").joinpath("zoneinfo", "tzdata.zi").open(encoding="ascii") as source:
        return source.readline().rpartition(" ")[2].strip()


@lru_cache(maxsize=64)
def zone_data(name: str) -> ZoneData:
    """Read a zone. Raises UnknownZone."""
    content = zone_bytes(name)
    start = _block_length(content, 0, 4)
    first, onsets = _listed_onsets(content, start)
    footer = content[start + _block_length(content, start, 8) :].strip(b"\n").decode("ascii")
    return ZoneData(name, first, onsets, yearly_rule(footer))


def _block_length(content: bytes, start: int, time_size: int) -> int:
    counts: tuple[int, ...] = _HEADER.unpack_from(content, start)[2:]
    utc, standard, leaps, times, kinds, letters = counts
    return _HEADER.size + times * (time_size + 1) + kinds * 6 + letters + leaps * (time_size + 4) + standard + utc


def _listed_onsets(content: bytes, start: int) -> tuple[Offset, tuple[Onset, ...]]:
    _, _, _, _, _, times, kinds, letters = _HEADER.unpack_from(content, start)
    at = start + _HEADER.size
    moments = struct.unpack_from(f">{times}q", content, at)
    at += times * 8
    chosen = content[at : at + times]
    at += times
    names = content[at + kinds * 6 : at + kinds * 6 + letters]
    offsets = [_offset(_KIND.unpack_from(content, at + 6 * kind), names) for kind in range(kinds)]
    return offsets[0], tuple(_changes(offsets[0], zip(moments, (offsets[kind] for kind in chosen), strict=True)))


def _offset(kind: tuple[int, int, int], names: bytes) -> Offset:
    seconds, is_dst, name_at = kind
    name = names[name_at : names.index(b"\0", name_at)].decode("ascii")
    return Offset(timedelta(seconds=seconds), bool(is_dst), name)


def _changes(offset: Offset, listed: Iterator[tuple[int, Offset]]) -> Iterator[Onset]:
    for seconds, after in listed:
        yield Onset(EPOCH + timedelta(seconds=seconds), offset, after)
        offset = after


def yearly_rule(footer: str) -> YearlyRule | None:
    """The rule of a POSIX TZ string such as "CET-1CEST,M3.5.0,M10.5.0/3"; None where clocks never change.

    Raises ValueError if it is no POSIX TZ string.
    """
    found = _RULE.fullmatch(footer)
    if found is None:
        raise ValueError(f"no POSIX TZ string: {footer!r}")
    if found["dst"] is None:
        return None
    # POSIX counts hours *west* of Greenwich.
    standard = -_span(found["std_off"])
    daylight = -_span(found["dst_off"]) if found["dst_off"] else standard + timedelta(hours=1)
    return YearlyRule(
        Offset(standard, False, found["std"].strip("<>")),
        Offset(daylight, True, found["dst"].strip("<>")),
        _day_rule(found["begin"]),
        _day_rule(found["end"]),
    )


def _day_rule(text: str) -> DayRule:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"no day of a POSIX TZ string: {text!r}")
    at = _span(found["at"] or _DEFAULT_AT)
    if found["month"]:
        return DayRule(int(found["month"]), int(found["week"]), int(found["weekday"]), None, True, at)
    day = int(found["julian"]) - 1 if found["julian"] else int(found["zero"])
    return DayRule(1, 1, 0, day, found["julian"] is None, at)


def _span(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (int(part) for part in (text.lstrip("+-") + ":0:0").split(":")[:3])
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)

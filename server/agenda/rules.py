"""Recurrence rules (RFC 5545 §3.3.10), read strictly and held in wall-clock terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from server.agenda.zones import to_local

Frequency = Literal["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
Reason = Literal["frequency", "syntax", "part", "value", "too_often"]

FREQUENCIES: dict[str, Frequency] = {"DAILY": "DAILY", "WEEKLY": "WEEKLY", "MONTHLY": "MONTHLY", "YEARLY": "YEARLY"}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MAX_INTERVAL = 1_000
MAX_COUNT = 1_000
MAX_TEXT = 1_000  # characters of a rule; the longest sensible one has a tenth of that

_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?\d{1,5}")
_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?")
_LAST_MOMENT = time(23, 59, 59)


class RuleRefused(ValueError):  # noqa: N818 - a refusal is an answer, not a fault
    """A rule that is not taken.

    `reason`: "frequency" (more often than daily, or none), "syntax", "part" (one not taken here), "value" (out of its
    range), "too_often" (COUNT over MAX_COUNT). `part` is what it is about, as written.
    """

    def __init__(self, reason: Reason, part: str) -> None:
        super().__init__(f"{reason}: {part}")
        self.reason = reason
        self.part = part


@dataclass(frozen=True, slots=True)
class Rule:
    """How a series repeats. Weekdays count from Monday = 0; `until` is a naive wall-clock time, inclusive.

    `by_day` holds (n, weekday): n 0 is each such day, n > 0 the n-th of the month or year, n < 0 counted from its end.
    """

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | None = None
    by_month: frozenset[int] = frozenset()
    by_week: frozenset[int] = frozenset()
    by_year_day: frozenset[int] = frozenset()
    by_month_day: frozenset[int] = frozenset()
    by_day: frozenset[tuple[int, int]] = frozenset()
    by_position: frozenset[int] = frozenset()
    week_start: int = 0

    @property
    def is_endless(self) -> bool:
        """Neither COUNT nor UNTIL."""
        return self.count is None and self.until is None

    def __str__(self) -> str:
        """The rule as RRULE value, UNTIL in wall-clock time; `parse_rule` reads it back to an equal rule."""
        until = f"{self.until:%Y%m%dT%H%M%S}" if self.until else ""
        parts = {
            "FREQ": self.frequency,
            "UNTIL": until,
            "COUNT": str(self.count or ""),
            "INTERVAL": str(self.interval) if self.interval > 1 else "",
            "BYMONTH": _joined(self.by_month),
            "BYWEEKNO": _joined(self.by_week),
            "BYYEARDAY": _joined(self.by_year_day),
            "BYMONTHDAY": _joined(self.by_month_day),
            "BYDAY": ",".join(f"{n or ''}{WEEKDAYS[day]}" for n, day in sorted(self.by_day)),
            "BYSETPOS": _joined(self.by_position),
            "WKST": WEEKDAYS[self.week_start] if self.week_start else "",
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def parse_rule(text: str, start: datetime, zone: str) -> Rule:
    """Read an RRULE value for a series that starts at the naive `start` in `zone`; an UNTIL in UTC becomes local there.

    Taken: FREQ from DAILY to YEARLY and all BY parts for dates. BYHOUR, BYMINUTE and BYSECOND only if they repeat the
    start's own time. Raises RuleRefused; UnknownZone.
    """
    parts = _parts(text)
    _check_together(parts, start)
    return Rule(
        frequency=FREQUENCIES[parts["FREQ"]],
        interval=_number("INTERVAL", parts.get("INTERVAL", "1"), 1, MAX_INTERVAL),
        count=_count(parts.get("COUNT")),
        until=_until(parts.get("UNTIL"), zone),
        by_month=_numbers(parts, "BYMONTH", 1, 12),
        by_week=_signed(parts, "BYWEEKNO", 53),
        by_year_day=_signed(parts, "BYYEARDAY", 366),
        by_month_day=_signed(parts, "BYMONTHDAY", 31),
        by_day=_by_day(parts.get("BYDAY"), parts["FREQ"]),
        by_position=_signed(parts, "BYSETPOS", 366),
        week_start=_week_start(parts.get("WKST", "MO")),
    )


_TIMES: dict[str, Callable[[datetime], int]] = {
    "BYHOUR": lambda start: start.hour,
    "BYMINUTE": lambda start: start.minute,
    "BYSECOND": lambda start: start.second,
}
_SELECTING = frozenset({"BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"})
_NAMES = _SELECTING | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYSETPOS", "WKST", *_TIMES}
# RFC 5545 §3.3.10, table on page 44: N/A.
_NOT_WITH: dict[str, frozenset[str]] = {
    "DAILY": frozenset({"BYWEEKNO", "BYYEARDAY"}),
    "WEEKLY": frozenset({"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY"}),
    "MONTHLY": frozenset({"BYWEEKNO", "BYYEARDAY"}),
    "YEARLY": frozenset(),
}


def _parts(text: str) -> dict[str, str]:
    if len(text) > MAX_TEXT:
        raise RuleRefused("syntax", text[:40])
    parts: dict[str, str] = {}
    for piece in filter(None, text.strip().upper().split(";")):
        name, equals, value = piece.partition("=")
        if not equals or not value or name in parts:
            raise RuleRefused("syntax", piece)
        parts[name] = value
    frequency = parts.get("FREQ", "")
    if frequency not in FREQUENCIES:
        raise RuleRefused("frequency", frequency)
    return parts


def _check_together(parts: dict[str, str], start: datetime) -> None:
    for name, value in parts.items():
        if name not in _NAMES or name in _NOT_WITH[parts["FREQ"]]:
            raise RuleRefused("part", f"{name}={value}")
    for name, own in _TIMES.items():
        if name in parts and _numbers(parts, name, 0, 59) != {own(start)}:
            raise RuleRefused("part", f"{name}={parts[name]}")
    if "COUNT" in parts and "UNTIL" in parts:
        raise RuleRefused("syntax", "COUNT;UNTIL")
    # Weeks that begin on another day than Monday count differently, and nobody plans by week number that way.
    if "BYWEEKNO" in parts and parts.get("WKST", "MO") != "MO":
        raise RuleRefused("part", f"WKST={parts['WKST']}")
    if "BYSETPOS" in parts and not _SELECTING & parts.keys():
        raise RuleRefused("syntax", "BYSETPOS")


def _number(name: str, text: str, least: int, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise RuleRefused("value", f"{name}={text}")
    return int(text)


def _numbers(parts: dict[str, str], name: str, least: int, most: int) -> frozenset[int]:
    return (
        frozenset(_number(name, text, least, most) for text in parts[name].split(",")) if name in parts else frozenset()
    )


def _signed(parts: dict[str, str], name: str, most: int) -> frozenset[int]:
    numbers = _numbers(parts, name, -most, most)
    if 0 in numbers:
        raise RuleRefused("value", f"{name}=0")
    return numbers


def _count(text: str | None) -> int | None:
    if text is None:
        return None
    count = _number("COUNT", text, 1, 99_999)
    if count > MAX_COUNT:
        raise RuleRefused("too_often", f"COUNT={text}")
    return count


def _until(text: str | None, zone: str) -> datetime | None:
    """A bare date takes in that whole day."""
    if text is None:
        return None
    found = _UNTIL.fullmatch(text)
    if found is None:
        raise RuleRefused("value", f"UNTIL={text}")
    try:
        day = datetime.fromisoformat(f"{found[1]}-{found[2]}-{found[3]}")
        at = time(int(found[4]), int(found[5]), min(int(found[6]), 59)) if found[4] else _LAST_MOMENT
        local = datetime.combine(day, at)
        # The last day of time is how some programs say "for ever", and has no tomorrow to be converted into.
        is_utc = found[7] and day.date() < date.max
        return to_local(local.replace(tzinfo=UTC), zone) if is_utc else local
    except ValueError:
        raise RuleRefused("value", f"UNTIL={text}") from None


def _by_day(text: str | None, frequency: str) -> frozenset[tuple[int, int]]:
    days: set[tuple[int, int]] = set()
    for piece in text.split(",") if text else ():
        found = _BY_DAY.fullmatch(piece)
        if found is None or (found[1] and not 1 <= abs(int(found[1])) <= 53):
            raise RuleRefused("value", f"BYDAY={piece}")
        if found[1] and frequency in ("DAILY", "WEEKLY"):
            raise RuleRefused("part", f"BYDAY={piece}")
        days.add((int(found[1] or 0), WEEKDAYS.index(found[2])))
    return frozenset(days)


def _week_start(text: str) -> int:
    if text not in WEEKDAYS:
        raise RuleRefused("value", f"WKST={text}")
    return WEEKDAYS.index(text)


def _joined(numbers: frozenset[int]) -> str:
    return ",".join(str(number) for number in sorted(numbers))

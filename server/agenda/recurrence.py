"""From a rule to dates, on naive wall-clock time and bounded in number, reach and time.

Why not dateutil: a rule that never fires (FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30) keeps its iterator busy for seconds, up
to the year 9999, whatever UNTIL says, and nothing can stop it. Here each period is looked at once and the reach is
known beforehand. Where dateutil ends, the tests hold the two to the same dates.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count, takewhile
from time import monotonic
from typing import Literal

from server.agenda.rules import MAX_COUNT, Rule
from server.agenda.zones import to_utc

ENDLESS_MONTHS = 18
BOUNDED_MONTHS = 60
MAX_SECONDS = 0.25
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)

Cut = Literal["reach", "number", "time"]


@dataclass(frozen=True, slots=True)
class Expansion:
    """Naive wall-clock starts in order, each once. `cut` tells why it stops there; None: that was all."""

    starts: tuple[datetime, ...]
    cut: Cut | None


def reach(rule: Rule | None, today: date) -> date:
    """The last day to which a series is made: endless ones 18 months ahead, bounded ones whole (within five years)."""
    months = ENDLESS_MONTHS if rule is not None and rule.is_endless else BOUNDED_MONTHS
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def expand(
    rule: Rule, start: datetime, last: date, *, since: date | None = None, seconds: float = MAX_SECONDS
) -> Expansion:
    """The starts of a series from the naive `start` to the day `last`, at most MAX_COUNT of them.

    The start itself is always the first and counts for COUNT, also where it does not fit the rule (RFC 5545 §3.8.5.3).
    With `since`, an endless or UNTIL series is taken up there instead of at its start. `seconds` are spent
    at most. Raises ValueError for a start outside FIRST_DAY..LAST_DAY or with a zone.
    """
    if start.tzinfo is not None or not FIRST_DAY <= start.date() <= LAST_DAY:
        raise ValueError(f"a series cannot start at {start}")
    deadline = monotonic() + seconds
    end = min(last, LAST_DAY, rule.until.date() if rule.until else LAST_DAY)
    starts = [start] if _is_within(start, rule, since) and start.date() <= last else []
    most = min(rule.count or MAX_COUNT, MAX_COUNT)
    for days in _periods(rule, start.date(), end, None if rule.count else since):
        for day in days:
            moment = datetime.combine(day, start.time())
            if moment > start and day <= end and _is_within(moment, rule, since):
                starts.append(moment)
        if len(starts) >= most:
            return Expansion(tuple(starts[:most]), None if rule.count == most else "number")
        if monotonic() > deadline:
            return Expansion(tuple(starts), "time")
    return Expansion(tuple(starts), _cut(rule, last))


def _is_within(moment: datetime, rule: Rule, since: date | None) -> bool:
    # COUNT counts from the start, so what lies before `since` must stay in until all are counted.
    early = since is not None and rule.count is None and moment.date() < since
    return not early and (rule.until is None or moment <= rule.until)


def _cut(rule: Rule, last: date) -> Cut | None:
    whole = rule.until is not None and rule.until.date() <= last
    return None if whole else "reach"


def _periods(rule: Rule, start: date, end: date, since: date | None) -> Iterator[list[date]]:
    """The chosen days of each period that the interval hits, from that of `start` (or of `since`) to that of `end`."""
    chosen = _chooser(rule, start)
    first, step = _PERIODS[rule.frequency](rule, start)
    numbers = count(first + _skipped(rule, start, since) * rule.interval, rule.interval)
    for days in takewhile(lambda found: bool(found) and found[0] <= end, map(step, numbers)):
        yield _positioned([day for day in days if chosen(day)], rule.by_position)


def _skipped(rule: Rule, start: date, since: date | None) -> int:
    """How many turns surely lie before `since`."""
    days = since.toordinal() - start.toordinal() if since else 0
    return max(0, days // (_LONGEST[rule.frequency] * rule.interval))


def _positioned(days: list[date], positions: frozenset[int]) -> list[date]:
    if not positions:
        return days
    return [day for at, day in enumerate(days) if at + 1 in positions or at - len(days) in positions]


# Each frequency numbers its periods; the function gives the days of a numbered one, none after LAST_DAY.
_Numbered = tuple[int, Callable[[int], list[date]]]
_LONGEST = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}


def _day_periods(rule: Rule, start: date) -> _Numbered:
    return start.toordinal(), lambda number: _days(number, 1)


def _week_periods(rule: Rule, start: date) -> _Numbered:
    weekdays = {day for _, day in rule.by_day} or {start.weekday()}
    first = start.toordinal() - (start.weekday() - rule.week_start) % 7
    steps = sorted((day - rule.week_start) % 7 for day in weekdays)
    # Numbered from 0, so that the interval counts weeks; only the days asked, as most series are weekly.
    return 0, lambda number: [day for step in steps for day in _days(first + 7 * number + step, 1)]


def _month_periods(rule: Rule, start: date) -> _Numbered:
    return start.year * 12 + start.month - 1, lambda number: _month(number // 12, number % 12 + 1)


def _year_periods(rule: Rule, start: date) -> _Numbered:
    return start.year, _year_of(rule)


_PERIODS: dict[str, Callable[[Rule, date], _Numbered]] = {
    "DAILY": _day_periods,
    "WEEKLY": _week_periods,
    "MONTHLY": _month_periods,
    "YEARLY": _year_periods,
}


def _days(ordinal: int, length: int) -> list[date]:
    if ordinal > LAST_DAY.toordinal():
        return []
    return [date.fromordinal(ordinal + offset) for offset in range(length)]


def _month(year: int, month: int) -> list[date]:
    return _days(date(year, month, 1).toordinal(), monthrange(year, month)[1]) if year <= LAST_DAY.year else []


def _year_of(rule: Rule) -> Callable[[int], list[date]]:
    def days(year: int) -> list[date]:
        if year > LAST_DAY.year:
            return []
        return _days(date(year, 1, 1).toordinal(), 366 if isleap(year) else 365)

    return days


_Test = Callable[[date], bool]


def _chooser(rule: Rule, start: date) -> _Test:
    """Whether a day is chosen. What the rule leaves open is taken from the start (RFC 5545 §3.3.10, page 43)."""
    tests = [test for part, test in _tests(rule) if part]
    tests += _implied(rule, start)
    return lambda day: all(test(day) for test in tests)


def _tests(rule: Rule) -> list[tuple[object, _Test]]:
    weekdays = frozenset(day for n, day in rule.by_day if n == 0)
    in_month = rule.frequency == "MONTHLY" or bool(rule.by_month)
    return [
        (rule.by_month, lambda day: day.month in rule.by_month),
        (rule.by_month_day, lambda day: _is_numbered(day.day, _month_length(day), rule.by_month_day)),
        (rule.by_year_day, lambda day: _is_numbered(_day_of_year(day), _year_length(day), rule.by_year_day)),
        (rule.by_week, lambda day: _is_numbered(day.isocalendar().week, _weeks(day), rule.by_week)),
        (rule.by_day, lambda day: day.weekday() in weekdays or _is_nth_weekday(day, rule.by_day, in_month)),
    ]


def _implied(rule: Rule, start: date) -> list[_Test]:
    if rule.by_day or rule.by_month_day or rule.by_year_day:
        return []
    if rule.frequency == "WEEKLY" or rule.by_week:
        return [lambda day: day.weekday() == start.weekday()]
    if rule.frequency == "MONTHLY" or (rule.frequency == "YEARLY" and rule.by_month):
        return [lambda day: day.day == start.day]
    if rule.frequency == "YEARLY":
        return [lambda day: (day.month, day.day) == (start.month, start.day)]
    return []


def _is_numbered(number: int, length: int, chosen: frozenset[int]) -> bool:
    return number in chosen or number - length - 1 in chosen


def _is_nth_weekday(day: date, chosen: frozenset[tuple[int, int]], in_month: bool) -> bool:
    at, length = (day.day, _month_length(day)) if in_month else (_day_of_year(day), _year_length(day))
    weekday = day.weekday()
    return ((at - 1) // 7 + 1, weekday) in chosen or (-((length - at) // 7) - 1, weekday) in chosen


def _month_length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _day_of_year(day: date) -> int:
    return day.timetuple().tm_yday


def _year_length(day: date) -> int:
    return 366 if isleap(day.year) else 365


def _weeks(day: date) -> int:
    return date(day.isocalendar().year, 12, 28).isocalendar().week


@dataclass(frozen=True, slots=True)
class CachedTimes:
    """What a row remembers: `key` of the caller's choice, naive local times in `zone`, the aware UTC made of them."""

    key: int
    zone: str
    local_start: datetime
    local_end: datetime
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectedTimes:
    """The aware UTC times that a row should have."""

    key: int
    starts_at: datetime
    ends_at: datetime


def outdated(rows: Iterable[CachedTimes]) -> Iterator[CorrectedTimes]:
    """The rows whose UTC no longer follows from their local time, after zone data changed. Raises UnknownZone."""
    for row in rows:
        right = CorrectedTimes(row.key, to_utc(row.local_start, row.zone), to_utc(row.local_end, row.zone))
        if (right.starts_at, right.ends_at) != (row.starts_at, row.ends_at):
            yield right

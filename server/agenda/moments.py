"""Dates and times as callers write them, and the checks that a wall clock needs."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from server.agenda.recurrence import FIRST_DAY, LAST_DAY
from server.agenda.zones import clock_change, to_utc
from server.kernel.errors import Reason
from server.kernel.wire import invalid

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?")
_MARGIN = timedelta(days=2)


def read_bound(field: str, text: str, zone: str) -> datetime:
    """The moment (UTC) that a bound of a period means: a date begins at midnight in `zone`.

    Raises `Refusal("invalid")` for anything but a date or a moment that says its zone.
    """
    refusal = invalid(**{field: Reason("field_moment")})
    if not (_DAY.fullmatch(text) or _MOMENT.fullmatch(text)):
        raise refusal
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise refusal from None
    if not FIRST_DAY + _MARGIN <= given.date() <= LAST_DAY - _MARGIN:
        raise refusal
    return given.astimezone(UTC) if given.tzinfo else to_utc(given, zone)


def read_local(field: str, text: str, *, all_day: bool) -> datetime:
    """A wall-clock time without a zone; of what takes whole days, a date. Raises `Refusal("invalid")`."""
    if not _LOCAL.fullmatch(text) or (len(text) == 10 and not all_day):
        raise invalid(**{field: Reason("local_form")})
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise invalid(**{field: Reason("local_form")}) from None
    if not FIRST_DAY + _MARGIN <= given.date() <= LAST_DAY - _MARGIN:
        raise invalid(**{field: Reason("local_form")})
    if all_day and given.time() != time():
        raise invalid(**{field: Reason("all_day_midnight")})
    return given


def check_shown(field: str, local: datetime, zone: str) -> None:
    """Refuse a time that the clocks of `zone` skip on that day, or show twice. Raises `Refusal("invalid")`."""
    change = clock_change(local, zone)
    if change is not None:
        raise invalid(**{field: Reason(f"clock_{change}", time=f"{local:%H:%M}", day=local.date(), zone=zone)})


def utc_times(start: datetime, end: datetime, zone: str) -> tuple[datetime, datetime]:
    """Both in UTC. A start that falls in a skipped hour is moved on, and the end is never before it."""
    starts_at = to_utc(start, zone)
    return starts_at, max(starts_at, to_utc(end, zone))


def months_from(day: date, months: int) -> date:
    """The same day so many months later (earlier, if negative), or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""From a series to its occurrences, and what a change of one entails."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from server.agenda.models import Occurrence, Series
from server.agenda.moments import months_from, utc_times
from server.agenda.recurrence import LAST_DAY, MAX_SECONDS, expand, reach
from server.agenda.rules import Rule
from server.kernel.ids import new_id
from server.kernel.units import Site

PAST_MONTHS = 12
"""How far back a series that began long ago is made, and a calendar feed goes."""

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """One occurrence as it should be; times are naive, on the wall clock of its series."""

    key: datetime
    start: datetime
    end: datetime
    title: str
    place: str | None
    remarks: str | None
    cancelled: bool = False

    @classmethod
    def of_series(cls, series: Series, start: datetime) -> "Plan":
        """What a series says of one start."""
        end = start + timedelta(minutes=series.duration_minutes)
        return cls(start, start, end, series.title, series.place, series.remarks)


@dataclass(frozen=True, slots=True)
class Starts:
    """The starts of a series from the day `since` (None: from its own) up to and including the day `until`."""

    starts: tuple[datetime, ...]
    since: date | None
    until: date


class TooSlow(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A rule that takes longer to expand than it may."""


def expand_from_today(rule: Rule, start: datetime, today: date, seconds: float = MAX_SECONDS) -> Starts:
    """The starts of a series that is made today: a year back at most, and as far ahead as `reach` says."""
    return expand_since(rule, start, today, months_from(today, -PAST_MONTHS), seconds)


def expand_since(rule: Rule, start: datetime, today: date, since: date, seconds: float = MAX_SECONDS) -> Starts:
    """The same from a given day on. Raises TooSlow.

    `until` is the last day of time once all were made. A rule with COUNT must be counted from its start.
    """
    last = reach(rule, today)
    found = expand(rule, start, last, since=since, seconds=seconds)
    if found.cut == "time":
        raise TooSlow
    starts = tuple(moment for moment in found.starts if moment.date() >= since)
    if found.cut is None:
        return Starts(starts, since, LAST_DAY)
    return Starts(starts, since, last if found.cut == "reach" or not starts else starts[-1].date())


def occurrence_of(series: Series, plan: Plan, now: datetime, host: str) -> Occurrence:
    """A new row of a series. Its UID is for life."""
    number = new_id()
    starts_at, ends_at = utc_times(plan.start, plan.end, series.zone)
    return Occurrence(
        id=number,
        organisation_id=series.organisation_id,
        series_id=series.id,
        group_id=series.group_id,
        uid=f"{number}@{host}",
        recurrence_key=plan.key.isoformat(),
        title=plan.title,
        place=plan.place,
        remarks=plan.remarks,
        zone=series.zone,
        local_start=plan.start.isoformat(),
        local_end=plan.end.isoformat(),
        starts_at=starts_at,
        ends_at=ends_at,
        all_day=series.all_day,
        state="cancelled" if plan.cancelled else "planned",
        created_at=now,
        modified_at=now,
    )


def times(start: datetime, end: datetime, zone: str) -> dict[str, Any]:
    """The columns that say when."""
    starts_at, ends_at = utc_times(start, end, zone)
    local = {"local_start": start.isoformat(), "local_end": end.isoformat()}
    return {**local, "zone": zone, "starts_at": starts_at, "ends_at": ends_at}


def differing(row: Occurrence, values: dict[str, Any]) -> dict[str, Any]:
    """Those of the values that the row does not have yet."""
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def revised(row: Occurrence, now: datetime, changes: dict[str, Any]) -> dict[str, Any]:
    """Changes of a row with what calendar apps go by.

    SEQUENCE grows with time, place and status (RFC 5545 §3.8.7.4). LAST-MODIFIED has whole seconds, so it grows by one
    at least: an app that compares it must see each change.
    """
    counts = changes.keys() & {"local_start", "local_end", "zone", "all_day", "place", "state"}
    return {
        **changes,
        "sequence": row.sequence + (1 if counts else 0),
        "modified_at": max(now, row.modified_at + _SECOND),
    }


def patched(row: Occurrence, names: Iterable[str]) -> str:
    """The row's `patch` once these too were changed by hand."""
    return " ".join(sorted({*row.patch.split(), *names}))


def midnight(day: date) -> datetime:
    """The beginning of a day, in UTC, as `made_until` keeps it."""
    return datetime.combine(day, time(), UTC)


def host_of(site: Site) -> str:
    """What stands behind the @ of a UID."""
    return (urlsplit(site.url).hostname or "akkoord")[:180]

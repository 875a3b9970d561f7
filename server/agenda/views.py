"""What the agenda shows."""

from datetime import datetime
from typing import Literal, cast

from server.agenda.models import Occurrence, Series
from server.kernel.wire import View


class OccurrenceView(View, frozen=True):
    """One time that an activity happens, the same for everyone in the organisation.

    `starts_at` and `ends_at` are in UTC; `local_start` and `local_end` are what a clock in `zone` shows, such as
    `2026-11-26T20:00:00`. Of an all-day one the end is midnight after the last day.
    """

    id: int
    organisation: int
    series: int
    group: int | None
    title: str
    place: str | None
    remarks: str | None
    starts_at: datetime
    ends_at: datetime
    local_start: str
    local_end: str
    zone: str
    all_day: bool
    state: Literal["planned", "cancelled"]
    rev: int

    @classmethod
    def of(cls, row: Occurrence) -> "OccurrenceView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            series=row.series_id,
            group=row.group_id,
            title=row.title,
            place=row.place,
            remarks=row.remarks,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            local_start=row.local_start,
            local_end=row.local_end,
            zone=row.zone,
            all_day=row.all_day,
            state=cast(Literal["planned", "cancelled"], row.state),
            rev=row.rev,
        )


class SeriesView(View, frozen=True):
    """An activity: how it repeats (an RRULE value, or null when it happens once), and how many times were made."""

    id: int
    organisation: int
    title: str
    place: str | None
    remarks: str | None
    zone: str
    local_start: str
    duration_minutes: int
    all_day: bool
    rule: str | None
    group: int | None
    occurrences: int

    @classmethod
    def of(cls, row: Series, occurrences: int) -> "SeriesView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            title=row.title,
            place=row.place,
            remarks=row.remarks,
            zone=row.zone,
            local_start=row.local_start,
            duration_minutes=row.duration_minutes,
            all_day=row.all_day,
            rule=row.rule,
            group=row.group_id,
            occurrences=occurrences,
        )


class CalendarLinkView(View, frozen=True):
    """The secret address at which a calendar app follows the agenda; it is shown this once."""

    url: str

"""What the agenda shows."""

from datetime import datetime
from typing import Literal

from server.kernel.wire import RowView, View


class OccurrenceView(RowView, frozen=True):
    """One time that an activity happens, the same for everyone in the organisation.

    `starts_at` and `ends_at` are in UTC; `local_start` and `local_end` are what a clock in `zone` shows, such as
    `2026-11-26T20:00:00`. Of an all-day one the end is midnight after the last day. Members
    answer whether they come until `answer_until`, or until it ends.
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
    answer_until: datetime | None = None


class SeriesView(RowView, frozen=True):
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


class CalendarLinkView(View, frozen=True):
    """The secret address at which a calendar app follows the agenda; it is shown this once."""

    url: str

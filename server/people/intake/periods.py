"""Which of several periods a line of a file is about."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from server.people.models import Membership, Placement

P = TypeVar("P", Placement, Membership)


def same_period(known: Sequence[P], since: date | None, until: date | None) -> P | None:
    """The very same period, or the one that began on that day, or else the last.

    Who returned after the last one ended has another: then it is none of them. Without days the last is meant.
    """
    for row in known:
        if row.from_day == since and row.until_day == until:
            return row
    for row in known:
        if since is not None and row.from_day == since:
            return row
    last = max(known, key=lambda row: row.from_day or date.min, default=None)
    if last is None or (since is not None and last.until_day is not None and last.until_day < since):
        return None
    return last

"""Which of several periods a line of a file is about."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from server.people.models import Membership, Placement

P = TypeVar("P", Placement, Membership)


def same_period(known: Sequence[P], since: date | None) -> P | None:
    """The period that began on that day, or else the last, unless that ended before: who returned has another.

    Without a day the last one is meant.
    """
    for row in known:
        if since is not None and row.from_day == since:
            return row
    last = max(known, key=lambda row: row.from_day or date.min, default=None)
    if last is None or (since is not None and last.until_day is not None and last.until_day < since):
        return None
    return last

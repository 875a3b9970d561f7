"""Which of several periods a line of a file is about."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from server.people.models import Membership, Placement

P = TypeVar("P", Placement, Membership)


def same_period(known: Sequence[P], since: date | None, until: date | None) -> P | None:
    """The very same period, or the one that began on that day, or the first that had not ended by then.

    Moved to that day it overlaps no other. Who returned after the last one ended has another: then it is none of them.
    Without a first day the last is meant.
    """
    in_order = sorted(known, key=lambda row: row.from_day or date.min)
    if since is None:
        same = (row for row in in_order if (row.from_day, row.until_day) == (None, until))
        return next(same, None) or next(reversed(in_order), None)
    same = (row for row in in_order if (row.from_day, row.until_day) == (since, until))
    began = (row for row in in_order if row.from_day == since)
    open_then = (row for row in in_order if row.until_day is None or row.until_day >= since)
    return next(same, None) or next(began, None) or next(open_then, None)

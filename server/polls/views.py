"""What polls show."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from server.kernel.wire import RowView, View

PollKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["choice", "dates", "list"]})]
Value = Literal["yes", "maybe", "no"]


class PollOptionView(RowView, frozen=True, omit_defaults=True):
    """One of a poll's answers, and how many chose it; of a list `yes` counts the places that are taken.

    `local_start` is what a clock in the poll's zone shows, or a day; `minutes` how long it would take.
    """

    id: int
    text: str
    local_start: str | None = None
    minutes: int | None = None
    places: int | None = None
    yes: int = 0
    maybe: int = 0
    no: int = 0


class PollView(RowView, frozen=True, omit_defaults=True):
    """A poll, the same for all who see its message: what is asked and the counts, never who chose what.

    `best` is the date with the most yes, of those the one with the fewest no, of those the earliest. `occurrence` is
    the activity that it became. What has a default may be left out.
    """

    id: int
    organisation: int
    conversation: int
    message: int
    seq: int
    kind: PollKind
    title: str
    options: list[PollOptionView]
    creator: int
    created_at: datetime
    rev: int
    description: str | None = None
    zone: str | None = None
    several: bool = False
    anonymous: bool = False
    may_add: bool = False
    administrators: list[int] | None = None
    voters: int = 0
    best: int | None = None
    settled: int | None = None
    occurrence: int | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    reminded_at: datetime | None = None

    @classmethod
    def of(cls, row: Any, **beside: Any) -> "PollView":
        """The view of a poll, with the best of its dates."""
        options = [msgspec.convert(each, PollOptionView) for each in row.options]
        best = best_date(options) if row.kind == "dates" else None
        return super().of(row, options=options, best=best, **beside)


def best_date(options: list[PollOptionView]) -> int | None:
    """Most yes, then fewest no, then earliest; none while nobody said yes."""
    chosen = [option for option in options if option.yes]
    found = min(chosen, key=lambda each: (-each.yes, each.no, each.local_start or ""), default=None)
    return found.id if found else None


class ChosenView(View, frozen=True, omit_defaults=True):
    """One option that somebody chose: yes, maybe or no; of a list how many."""

    option: int
    value: Value = "yes"
    count: int = 1


class BallotView(RowView, frozen=True):
    """Somebody's answer to a poll; `by` is who gave it in their name. Nothing chosen: they took it back."""

    id: int
    organisation: int
    poll: int
    contact: int
    by: int | None
    choices: list[ChosenView]
    answered_at: datetime
    rev: int

    @classmethod
    def of(cls, row: Any, **beside: Any) -> "BallotView":
        """The view of a ballot."""
        choices = [msgspec.convert(each, ChosenView) for each in row.choices]
        return super().of(row, choices=choices, **beside)


class RemindedView(View, frozen=True):
    """How many had not answered and are reminded, and how many cannot be: they have no address or device to which
    messages of this conversation go."""

    people: int
    unreached: int

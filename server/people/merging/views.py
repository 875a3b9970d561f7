"""What is shown of doubles and of merging them."""

from datetime import date
from typing import Annotated

import msgspec

from server.kernel.wire import View
from server.people.contacts.views import LoginState

Likeness = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["birth_date", "address", "similar_name"]})]


class DoubleView(View, frozen=True):
    """A card in a pair."""

    id: int
    name: str
    birth_date: date | None
    addresses: list[str]
    login: LoginState


class PairView(View, frozen=True):
    """Two cards that may be of one person: with the same name and birth date, the same name and address, or the same
    address and a similar name."""

    one: DoubleView
    other: DoubleView
    because: Likeness


class FieldComparison(View, frozen=True):
    """A field of both cards, in words; `chosen` says whose value stays (`keep`, `drop`, or `both` for lists), `differs`
    whether there is something to choose."""

    field: str
    name: str
    keep: list[str]
    drop: list[str]
    chosen: str
    choices: list[str]
    differs: bool


class MovedCount(View, frozen=True):
    """How many things of a kind would move."""

    what: str
    number: int


class JoinedPeriod(View, frozen=True):
    """Memberships of one type, or placements with one function in one group, that share days: they become one, with
    these days and all `options` that either had."""

    what: Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["membership", "placement"]})]
    name: str
    options: list[str]
    from_day: date
    until_day: date | None


class MergePreview(View, frozen=True):
    """What merging would do. With a `clash` it would be refused, for the reason that `clash_says`. Merging cannot be
    undone."""

    keep: DoubleView
    drop: DoubleView
    fields: list[FieldComparison]
    moves: list[MovedCount]
    joins: list[JoinedPeriod]
    clash: str | None
    clash_says: str | None
    undoable: bool

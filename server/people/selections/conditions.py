"""What can be asked about contacts: a tree of conditions, as it crosses the wire and as it is kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from server.kernel.errors import Reason, Refusal
from server.kernel.wire import Id, invalid

DEEPEST = 8
"""Levels of a tree."""
MOST = 100
"""Conditions in a tree."""

Ids = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=200)]
Op = Literal["contains", "begins", "is", "before", "after", "at_least", "at_most", "known"]
Value = Annotated[str, msgspec.Meta(max_length=200)] | int | float | bool | None


class Node(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", omit_defaults=True):
    """One condition, or what joins several."""


class Every(Node, frozen=True, tag="all"):
    """All of these hold; of none, everyone."""

    of: list[Condition]


class Some(Node, frozen=True, tag="any"):
    """At least one of these holds; of none, nobody."""

    of: list[Condition]


class Not(Node, frozen=True, tag="not"):
    """This does not hold."""

    of: Condition


class Fact(Node, frozen=True, tag="fact"):
    """Something that is known of a contact: `fact` is a name of `selection.facts`, `field:<id>` a field of one's own.

    `op` and `value` are as that fact takes them; days are texts as 2026-09-01. `known` takes no value.
    """

    fact: Annotated[str, msgspec.Meta(max_length=40)]
    op: Op
    value: Value = None


class Placed(Node, frozen=True, tag="placed"):
    """Stands in one of these groups (any if not said), with one of these functions, actively or as a reader.

    On today, or without regard to days in the season named.
    """

    groups: Ids | None = None
    functions: Ids | None = None
    active: bool | None = None
    season: Id | None = None


class Member(Node, frozen=True, tag="member"):
    """Has a membership, of one of these types, with one of these options; today, or at any time (`ever`)."""

    types: Ids | None = None
    options: Ids | None = None
    ever: bool = False


class Related(Node, frozen=True, tag="family"):
    """Is in a family, with one of these functions there."""

    functions: Ids | None = None


class InSelection(Node, frozen=True, tag="selection"):
    """Is in another selection."""

    selection: Id


Condition = Every | Some | Not | Fact | Placed | Member | Related | InSelection

EVERYONE = Every(of=[])

_decoder: msgspec.json.Decoder[Condition] = msgspec.json.Decoder(Condition)


def read_conditions(stored: str) -> Condition:
    """A tree as it was kept."""
    return _decoder.decode(stored)


def written(tree: Condition) -> str:
    """A tree to be kept."""
    return msgspec.json.encode(tree).decode()


def check_size(tree: Condition) -> None:
    """Raise `Refusal("invalid")` for a tree with too many levels or conditions."""
    if _count(tree, 1) > MOST:
        raise invalid(conditions=Reason("selection_many", limit=MOST))


def _count(tree: Condition, level: int) -> int:
    # No deeper than is allowed: what somebody sends may be deeper than our own calls can go.
    if level > DEEPEST:
        raise invalid(conditions=Reason("selection_deep", limit=DEEPEST))
    below = tree.of if isinstance(tree, Every | Some) else [tree.of] if isinstance(tree, Not) else []
    return 1 + sum(_count(each, level + 1) for each in below)


def day_of(value: Value) -> date:
    """The day that a value says. Raises `Refusal("invalid")`."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else _not_a_day()
    except ValueError:
        return _not_a_day()


def _not_a_day() -> date:
    raise wrong_value("field_moment")


def wrong_value(key: str) -> Refusal:
    """A refusal of a condition's value."""
    return invalid(conditions=Reason(key))

"""What points at contacts: each feature says which of its columns do, so that two cards can become one."""

from collections.abc import Awaitable, Callable

import msgspec

from server.kernel.context import Context


class Merge(msgspec.Struct, frozen=True):
    """Two contacts of an organisation: all that points at `drop` will point at `keep`."""

    organisation: int
    keep: int
    drop: int


Mover = Callable[[Context, Merge], Awaitable[None]]


class Reference(msgspec.Struct, frozen=True):
    """A column that holds a contact's id.

    `unique`: columns that, with this one, tell rows apart; where both contacts have such a row, the one of the dropped
    contact goes. `dependants`: (table, column) of rows that go with it. With a `mover` the feature moves its rows
    itself. `counted`: whether a preview names how many there are.
    """

    table: str
    column: str
    unique: tuple[str, ...] | None = None
    dependants: tuple[tuple[str, str], ...] = ()
    mover: Mover | None = None
    counted: bool = True


known_references: dict[tuple[str, str], Reference] = {}

NO_REFERENCES: dict[tuple[str, str], str] = {}
"""Columns that look as if they held a contact's id and stay as they are, with the reason."""


def references(
    table: str,
    column: str,
    *,
    unique: tuple[str, ...] | None = None,
    dependants: tuple[tuple[str, str], ...] = (),
    mover: Mover | None = None,
    counted: bool = True,
) -> None:
    """Say that a column holds a contact's id. Raises `ValueError` when that was said before."""
    if (table, column) in known_references:
        raise ValueError(f"{table}.{column} was told before")
    known_references[table, column] = Reference(table, column, unique, dependants, mover, counted)


def stays(table: str, column: str, because: str) -> None:
    """Say that a column stays as it is when contacts merge, and why."""
    NO_REFERENCES[table, column] = because

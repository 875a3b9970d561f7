"""What every column is to a person: each feature classes the columns of its tables beside its models.

What a person gets to see (the archive) and what is taken away (erasure) follow from it. A column without a class fails
a contract test, so that nothing about people is kept unnoticed.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal

import msgspec

IDENTITY = "identity"
"""Who somebody is: names, birth date, login."""
REACH = "reach"
"""Where somebody is reached: e-mail, telephone, postal addresses, and by which device."""
CONTENT = "content"
"""What a person wrote, or what was written of them."""
OF_ANOTHER = "of_another"
"""The name of somebody who is not the one whose row it is."""
DERIVED = "derived"
"""Another form of what stands elsewhere: to search by, or a copy on its way."""
SECRET = "secret"  # noqa: S105 - the name of a class
"""Opens something; it never leaves the server."""
TECHNICAL = "technical"
"""Ids, moments, counters and states."""
OWN = "organisation"
"""The organisation's own: names of its groups, its texts and its choices."""
_REFERENCE = "reference:"
CONTACT = "reference:contact"
ACCOUNT = "reference:account"

PERSONAL = frozenset({IDENTITY, REACH, CONTENT})
"""What is somebody's own words or facts, and goes when they are erased."""


def reference(table: str) -> str:
    """A column that holds the id of a row of another table."""
    return _REFERENCE + table


def referred(kind: str) -> str | None:
    """The table to whose rows a column of this class refers, if to any."""
    name = kind.removeprefix(_REFERENCE)
    return name if kind.startswith(_REFERENCE) else None


class Owner(msgspec.Struct, frozen=True):
    """Whose a row is: `by` says what stands in the column: a contact, an account, a person's e-mail address, or a row
    of another table (`of`), whose owner it is then."""

    by: Literal["contact", "account", "address", "row"]
    column: str
    of: str = ""


def contact_in(column: str) -> Owner:
    """The contact whose id is in a column."""
    return Owner("contact", column)


def account_in(column: str) -> Owner:
    """The person whose account's id is in a column."""
    return Owner("account", column)


def address_in(column: str) -> Owner:
    """The person whose own e-mail address is in a column."""
    return Owner("address", column)


def row_in(column: str, table: str) -> Owner:
    """Whoever owns the row of another table that a column names."""
    return Owner("row", column, table)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table: what its columns are, whose its rows are, and what becomes of them when that person is erased.

    `erased`: the rows `go`, they are `blanked` (what is personal in them is emptied), they `stay`, or the feature sees
    to it (`own`), by a function that `erased_by` registered. `label`: the columns by which a row is named in an
    archive. `private`: only the person themselves gets it in an archive.
    """

    name: str
    columns: Mapping[str, str]
    owners: tuple[Owner, ...] = ()
    erased: Literal["go", "blanked", "stay", "own"] = "go"
    label: tuple[str, ...] = ()
    private: bool = False

    def columns_of(self, *classes: str) -> list[str]:
        """The columns of some classes."""
        return [name for name, kind in self.columns.items() if kind in classes]


tables: dict[str, Table] = {}


def personal(name: str, columns: Mapping[str, str], owner: Owner | Sequence[Owner] = (), **more: Any) -> None:
    """Class the columns of a table, in `TECHNICAL` those that every row has. Raises `ValueError` for a second time."""
    if name in tables:
        raise ValueError(f"the table {name} was classed before")
    owners = (owner,) if isinstance(owner, Owner) else tuple(owner)
    tables[name] = Table(name=name, columns={"id": TECHNICAL, **columns}, owners=owners, **more)


def tenant(columns: Mapping[str, str]) -> dict[str, str]:
    """The columns of a row that an organisation owns, before others."""
    return {"organisation_id": TECHNICAL, **columns}


def live(columns: Mapping[str, str]) -> dict[str, str]:
    """The columns of a row that clients hold, before others."""
    return {"organisation_id": TECHNICAL, "rev": TECHNICAL, **columns}


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """All by which a person is found: the contact, their own accounts, and e-mail addresses that are theirs alone.

    `whole`: accounts that stand in no other organisation, with which all goes that belongs to them.
    """

    organisation: int
    contact: int
    accounts: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Erasing(msgspec.Struct, frozen=True):
    """An erasure that is going on: whose, in which unit of work, and whether what they wrote goes too."""

    person: Person
    unit: Any
    messages: Literal["keep", "remove"] = "keep"


Eraser = Callable[[Erasing], Awaitable[None]]
erasers: dict[str, Eraser] = {}
Part = Callable[[Person, Any], AsyncIterator[tuple[str, bytes]]]
archive_parts: dict[str, Part] = {}
private_parts: set[str] = set()
"""Names of parts that only the person themselves gets."""


def erased_by(name: str) -> Callable[[Eraser], Eraser]:
    """Decorate what a feature does when somebody is erased, before rows go: `async (erasing)`."""

    def register(erase: Eraser) -> Eraser:
        erasers[name] = erase
        return erase

    return register


def archive_part(name: str, *, private: bool = False) -> Callable[[Part], Part]:
    """Decorate what a feature puts in an archive besides rows: `(person, blobs) → (path, content)` one by one.

    `private`: only the person themselves gets it.
    """

    def register(part: Part) -> Part:
        archive_parts[name] = part
        if private:
            private_parts.add(name)
        return part

    return register


personal("organisation_stream", {"organisation_id": TECHNICAL, "pos": TECHNICAL, "epoch": TECHNICAL})
personal(
    "event",
    tenant(
        {"pos": TECHNICAL, "kind": TECHNICAL, "ref": TECHNICAL, "conversation_id": reference("conversation")}
        | {"account_id": ACCOUNT, "at": TECHNICAL}
    ),
)
personal(
    "job",
    {"kind": TECHNICAL, "arguments": DERIVED, "unique_key": TECHNICAL, "run_at": TECHNICAL, "leased_until": TECHNICAL}
    | {"attempts": TECHNICAL, "failed_at": TECHNICAL, "problem": DERIVED, "created_at": TECHNICAL},
)
personal(
    "idempotency",
    {"account_id": ACCOUNT, "key": TECHNICAL, "operation": TECHNICAL, "digest": TECHNICAL, "result": DERIVED}
    | {"created_at": TECHNICAL},
    account_in("account_id"),
    private=True,
)
personal(
    "audit",
    tenant(
        {"at": TECHNICAL, "account_id": ACCOUNT, "contact_id": CONTACT, "link_id": reference("link")}
        | {"operation": TECHNICAL, "subject": TECHNICAL, "subject_id": TECHNICAL, "details": TECHNICAL}
        | {"door": TECHNICAL}
    ),
    contact_in("contact_id"),
    erased="stay",
)

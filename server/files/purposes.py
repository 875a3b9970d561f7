"""What files are for: features say who may send one, who sees it, and what it may hold."""

from collections.abc import Awaitable, Callable

import msgspec

from server.files.models import File
from server.kernel.access import Actor, Verdict

Sight = Callable[[Actor, File], Awaitable[Verdict]]
Sending = Callable[[Actor, int], Verdict]


class Purpose(msgspec.Struct, frozen=True, kw_only=True):
    """A purpose: `may_send(actor, organisation)` and `may_see(actor, file)` are its policies.

    `picture`: it is kept as a picture in our sizes. `kinds`: the only media types that it may have; None for any.
    `limit`: bytes, below the site's own limit.
    """

    name: str
    may_send: Sending
    may_see: Sight
    picture: bool = False
    kinds: frozenset[str] | None = None
    limit: int | None = None


purposes: dict[str, Purpose] = {}
holders: dict[str, list[tuple[str, str]]] = {}
"""By purpose the columns that hold files: a table, and in it a file's id."""


def held_in(purpose: str, table: str, column: str) -> None:
    """Say that a column holds files of a purpose: one that was claimed and that no such column holds is swept."""
    holders.setdefault(purpose, []).append((table, column))


def seen_by(
    name: str, *, sent_by: Sending, picture: bool = False, kinds: frozenset[str] | None = None, limit: int | None = None
) -> Callable[[Sight], Sight]:
    """Register a purpose by decorating its policy `async (actor, file) → verdict`, asked once something claimed a file.

    Until then only who sent it sees it. `sent_by` is the policy of sending.
    """

    def register(may_see: Sight) -> Sight:
        if name in purposes or not (may_see.__doc__ or "").strip():
            raise TypeError(f"the purpose {name} exists, or has no docstring")
        made = Purpose(name=name, may_send=sent_by, may_see=may_see, picture=picture, kinds=kinds, limit=limit)
        purposes[name] = made
        return may_see

    return register

"""What files are for: features say who may send one, who sees it, and what it may hold."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from server.files.kinds import PICTURES
from server.files.models import File
from server.kernel.access import Actor, Verdict

Sight = Callable[[Actor, File], Awaitable[Verdict]]
Sending = Callable[[Actor, int], Verdict]


class Purpose(msgspec.Struct, frozen=True, kw_only=True):
    """A purpose: `may_send(actor, organisation)` and `may_see(actor, file)` are its policies.

    `picture`: it must be a picture; `sizes`: in which pictures are kept, of what may be one. `voice`: its length is
    measured. `kinds`: the only media types that it may have; None for any.
    `limit`: bytes, below the site's own limit. `made`: we make them ourselves, and nothing claims them.
    """

    name: str
    may_send: Sending
    may_see: Sight
    picture: bool = False
    sizes: tuple[int, ...] = ()
    voice: bool = False
    made: bool = False
    kinds: frozenset[str] | None = None
    limit: int | None = None

    def keeps_as_picture(self, kind: str) -> bool:
        """Whether what came is kept in sizes of a picture, or must be."""
        return self.picture or (bool(self.sizes) and kind in PICTURES)


purposes: dict[str, Purpose] = {}
holders: dict[str, list[tuple[str, str]]] = {}
"""By purpose the columns that hold files: a table, and in it a file's id."""


def held_in(purpose: str, table: str, column: str) -> None:
    """Say that a column holds files of a purpose: one that was claimed and that no such column holds is swept."""
    holders.setdefault(purpose, []).append((table, column))


def seen_by(name: str, *, sent_by: Sending, **limits: Any) -> Callable[[Sight], Sight]:
    """Register a purpose by decorating its policy `async (actor, file) → verdict`, asked once something claimed a file,
    or from the beginning where we `made` it.

    Until then only who sent it sees it. `sent_by` is the policy of sending, `limits` are those of `Purpose`.
    """

    def register(may_see: Sight) -> Sight:
        if name in purposes or not (may_see.__doc__ or "").strip():
            raise TypeError(f"the purpose {name} exists, or has no docstring")
        purposes[name] = Purpose(name=name, may_send=sent_by, may_see=may_see, **limits)
        return may_see

    return register

"""Events: committed facts about objects that clients hold."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from server.kernel.jobs import Pending
from server.kernel.models import LiveRow, Row
from server.kernel.site import Site

R = TypeVar("R", bound=Row)

PLATFORM = 0
"""The organisation of facts that belong to none: accounts and sessions."""


class Reach(msgspec.Struct, frozen=True):
    """Who is told: a conversation's participants (those who may see message `seq`; also `contact`, who may just have
    left), certain accounts (or links, of who acts for somebody), or everyone in the organisation."""

    conversation: int | None = None
    seq: int | None = None
    contact: int | None = None
    accounts: tuple[int, ...] = ()


EVERYONE = Reach()
"""All who stand in the organisation."""


class Viewer(msgspec.Struct):
    """For whom state is read: who reads (`Actor.reader`), and as which contact of one organisation.

    `memo` keeps what several kinds need from one query, for the length of one page.
    """

    reader: int
    organisation: int
    contact: int | None
    memo: dict[str, Any] = {}


HOLE = "hole"
"""The kind of an entry that is no object: it says what a page leaves out."""


class Entry(msgspec.Struct, frozen=True):
    """One object's current state as a client gets it."""

    rev: int
    kind: str
    data: Any


class ObjectKind(Generic[R]):
    """A kind of object that clients hold, or (without a view) that only the server itself hears of.

    `woken_by` names other kinds whose change can make an old object of this kind visible: who joins a conversation
    sees its messages.
    """

    def __init__(
        self,
        name: str,
        model: type[R],
        *,
        view: Callable[[R], msgspec.Struct] | None = None,
        reach: Callable[[R], Reach] = lambda _row: EVERYONE,
        woken_by: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.model = model
        self.view = view
        self.reach = reach
        self.woken_by = (name, *woken_by)
        self._changed: Callable[[Viewer, int, int], Awaitable[list[Entry]]] | None = None
        object_kinds[name] = self

    def synced_by(self, changed: Callable[[Viewer, int, int], Awaitable[list[Entry]]]) -> Any:
        """Decorate the query `(viewer, since, limit) → entries` in the order of `rev`, at most `limit`."""
        self._changed = changed
        return changed

    @property
    def synced(self) -> bool:
        """Whether clients hold it and can catch up on it."""
        return self._changed is not None

    async def changed(self, viewer: Viewer, since: int, limit: int) -> list[Entry]:
        """What changed after `since` for this viewer."""
        return await self._changed(viewer, since, limit) if self._changed else []

    def entry(self, row: Any) -> Entry:
        """A row as clients see it."""
        if self.view is None:
            raise TypeError(f"clients hold no {self.name}")
        return Entry(row.rev, self.name, self.view(row))

    async def load(self, organisation: int, ids: Sequence[int]) -> dict[int, R]:
        """Rows by id."""
        found = await self.model.filter(organisation_id=organisation, id__in=list(ids))
        return {row.id: row for row in found}


object_kinds: dict[str, ObjectKind[Any]] = {}
event_types: dict[str, type["Event"]] = {}
Follower = Callable[["Event", Site], Pending | None]
followers: dict[str, list[Follower]] = {}


def follow(*names: str) -> Callable[[Follower], Follower]:
    """Decorate a function that makes a job of an event, if it means work: it is written in the event's transaction.

    So a feature acts on what happens below it without being known there, and a crash loses nothing.
    """

    def register(make: Follower) -> Follower:
        for name in names:
            followers.setdefault(name, []).append(make)
        return make

    return register


class Event:
    """A fact about one row, told after the commit. Subclasses name it: `MessageCreated` is `message.created`."""

    of: ClassVar[ObjectKind[Any]]
    name: ClassVar[str]
    doc: ClassVar[str]

    def __init_subclass__(cls, *, of: ObjectKind[Any]) -> None:
        words = re.findall(r"[A-Z][a-z]*", cls.__name__)
        cls.of, cls.name = of, f"{''.join(words[:-1]).lower()}.{words[-1].lower()}"
        if not cls.name.startswith(of.name + "."):
            raise TypeError(f"{cls.__name__} is about a {of.name}; its name must say so")
        if not (cls.__doc__ or "").strip():
            raise TypeError(f"the event {cls.__name__} has no docstring")
        cls.doc = (cls.__doc__ or "").strip()
        event_types[cls.name] = cls

    def __init__(self, row: Any) -> None:
        self.row = row
        self.organisation: int = row.organisation_id
        self.pos = 0

    def placed(self, pos: int) -> None:
        """Take a place in the organisation's log; the row's `rev` follows."""
        self.pos = pos
        if isinstance(self.row, LiveRow):
            self.row.rev = pos


class Told(msgspec.Struct, frozen=True):
    """A fact on its way out; `row` is None when another process committed it."""

    organisation: int
    pos: int
    name: str
    ref: int
    conversation: int | None = None
    row: Any = None

    @property
    def kind(self) -> ObjectKind[Any]:
        """What it is about."""
        return event_types[self.name].of

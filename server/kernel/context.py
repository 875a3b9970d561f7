"""What an operation is given besides its arguments."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

import msgspec

from server.kernel.access import Actor, Verdict
from server.kernel.clock import clock
from server.kernel.errors import Refusal
from server.kernel.events import Event
from server.kernel.finding import MessageIndex
from server.kernel.ids import new_id
from server.kernel.language import Language
from server.kernel.models import AuditRow
from server.kernel.ports import BlobStore, Ear
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Site, Units
from server.kernel.wire import Input

G = TypeVar("G", bound=Input)
V = TypeVar("V")


R = TypeVar("R")


class Later(msgspec.Struct, frozen=True):
    """A view that can only be made once the events of its unit have their places."""

    row: Any
    view: Callable[[Any], Any]


def settled(view: Any) -> Any:
    """The view itself, made now if it had to wait."""
    return view.view(view.row) if isinstance(view, Later) else view


class Door(msgspec.Struct, frozen=True):
    """Through which door a request came in, and from where."""

    name: str
    address: str = ""
    client: str = ""
    ear: Ear | None = None
    """The live connection by which it came, where there is one."""


class Context:
    """Who asks, and the unit of work of the request.

    An operation must ask a policy (`allow`) before its unit can commit.
    """

    def __init__(
        self, actor: Actor, site: Site, units: Units, *, key: str | None = None, door: Door | None = None
    ) -> None:
        self.actor = actor
        self.site = site
        self._units = units
        self.key = key
        self.door = door or Door("inside")
        self.unit = UnitOfWork()
        self.policy_asked = False
        self.dup = False
        self.operation = ""
        self._recorded = False

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.actor.language

    @property
    def now(self) -> datetime:
        """The moment in UTC."""
        return clock.now()

    @property
    def units(self) -> Units:
        """For an operation that has its `own` unit, and lets others write."""
        return self._units

    @property
    def blobs(self) -> BlobStore:
        """Where the contents of files are kept; for operations with their `own` unit, as it is slow."""
        return self._units.blobs

    @property
    def index(self) -> MessageIndex:
        """Where words are found."""
        return self._units.index

    def allow(self, verdict: Verdict) -> None:
        """Go on if a policy allows it; raise its refusal if not."""
        self.policy_asked = True
        if not verdict.allowed:
            raise verdict.refusal()

    def add(self, *rows: Any) -> None:
        """Insert rows at the end of the unit."""
        self.unit.add(*rows)

    def change(self, row: Any, **values: Any) -> None:
        """Change a row at the end of the unit."""
        self.unit.change(row, **values)

    def emit(self, *events: Event) -> None:
        """Tell facts once the unit is committed."""
        self.unit.emit(*events)

    def record(self, organisation: int, subject: str = "", ref: int | None = None, *, details: str = "") -> None:
        """Write an administrative act in the organisation's log: on what (`subject`, its id `ref`), and which fields.

        `details` names fields or counts; it never holds what somebody wrote.
        """
        standing = self.actor.standings.get(organisation)
        self._recorded = True
        self.unit.add(
            AuditRow(
                id=new_id(),
                organisation_id=organisation,
                at=self.now,
                account_id=self.actor.account,
                contact_id=standing.contact if standing else None,
                link_id=self.actor.link,
                operation=self.operation,
                subject=subject,
                subject_id=ref,
                details=details[:1000],
                door=self.door.name,
            )
        )

    def record_acting(self) -> None:
        """Note what was done for somebody else, where the operation did not record it: who acts for a child, say."""
        if self.actor.link is not None and not self._recorded:
            for organisation in self.actor.organisations:
                self.record(organisation)

    def later(self, row: R, view: Callable[[R], V]) -> V:
        """The answer that a row will give once it has its place in the log (`rev`)."""
        return cast(V, Later(row, view))

    def write(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open and commit the unit, in an operation that has its `own`; not before a policy was asked."""
        if not self.policy_asked:
            raise AssertionError("no policy was asked: nothing can be committed")
        return self._units.write(self.unit)


class Asked(Generic[G, V]):
    """One of several requests that share a unit of work; each gets its own verdict."""

    def __init__(self, ctx: Context, given: G) -> None:
        self.ctx = ctx
        self.given = given
        self.view: V | None = None
        self.refusal: Refusal | None = None
        self.dup = False
        self.attempts = 1

    def answer(self, view: V, *, dup: bool = False) -> None:
        """Give it what it asked for; `dup` when it was done before under the same key."""
        self.view, self.dup = view, dup

    def restart(self) -> None:
        """Forget all that a failed attempt left, to be tried again."""
        self.attempts += 1
        self.view = self.refusal = None
        self.ctx.unit = UnitOfWork()
        self.ctx.policy_asked = False

    def refuse(self, refusal: Refusal) -> None:
        """Say no to this one; the others go on."""
        self.refusal = refusal

"""Taking the lines of a file in: who belongs to the organisation as what, from when until when."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from server.accounts.models import Organisation
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.language import say
from server.kernel.unit_of_work import UnitOfWork
from server.people.intake.periods import same_period
from server.people.models import Contact, Membership, MembershipType
from server.people.rewriting import changed_copy, rewrite_rows
from server.people.sheets.columns import plain
from server.people.sheets.lines import ContactLine, MembershipCells


class MembershipIntake:
    """Memberships by the name of their type, which is made if there is none of that name."""

    def __init__(
        self, organisation: Organisation, today: date, types: Sequence[MembershipType], rows: Sequence[Membership]
    ) -> None:
        self._own = {"organisation_id": organisation.id}
        self._default = say(Reason("function_default"), "en" if organisation.language == "en" else "nl")
        self._today = today
        self._types = {plain(each.name): each for each in types}
        self._open = [each for each in types if each.closed_at is None]
        self._known: dict[int, list[Membership]] = defaultdict(list)
        for row in rows:
            self._known[row.contact_id].append(row)
        self._made: list[MembershipType] = []
        self._changed: list[Membership] = []
        self._new: list[Membership] = []

    @classmethod
    async def load(cls, organisation: Organisation, today: date) -> "MembershipIntake":
        """The memberships that the organisation knows."""
        own = {"organisation_id": organisation.id}
        types = await MembershipType.filter(**own).order_by("position", "id")
        return cls(organisation, today, types, await Membership.filter(**own).order_by("from_day", "id"))

    def take(self, line: ContactLine, contact: Contact) -> bool:
        """Write down what a contact is a member of; whether that changes anything."""
        moved = [self._belong(cells, contact) for cells in line.memberships]
        return any(moved)

    def _belong(self, cells: MembershipCells, contact: Contact) -> bool:
        if (kind := self._type(cells.type, self._known[contact.id])) is None:
            return False
        known = [row for row in self._known[contact.id] if row.type_id == kind.id]
        before = same_period(known, cells.since, cells.until)
        if before is None:
            days = {"from_day": cells.since or min(self._today, cells.until or self._today), "until_day": cells.until}
            own = {**self._own, "contact_id": contact.id, "type_id": kind.id}
            self._new.append(Membership(id=new_id(), **days, **own))
            return True
        self._known[contact.id].remove(before)
        days = {"from_day": cells.since or before.from_day, "until_day": cells.until or before.until_day}
        if days == {"from_day": before.from_day, "until_day": before.until_day}:
            return False
        self._changed.append(changed_copy(before, **days))
        return True

    def _type(self, name: str | None, known: Sequence[Membership]) -> MembershipType | None:
        """The type that a line names. Without a name the only one there is, or the one that the contact has."""
        if name is not None:
            return self._named(name)
        if not self._open:
            return self._named(self._default)
        held = {row.type_id for row in known}
        likely = [each for each in self._open if each.id in held] or self._open
        return likely[0] if len(likely) == 1 else None

    def _named(self, name: str) -> MembershipType:
        if (known := self._types.get(plain(name))) is not None:
            return known
        made = MembershipType(id=new_id(), name=name, position=len(self._types), **self._own)
        self._types[plain(name)] = made
        self._open.append(made)
        self._made.append(made)
        return made

    @property
    def makes(self) -> list[str]:
        """The names of what it makes."""
        return [row.name for row in self._made]

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, and rewrite those that changed."""
        await rewrite_rows(self._changed)
        unit.add(*self._made, *self._new)

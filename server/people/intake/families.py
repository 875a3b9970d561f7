"""Taking the lines of a file in: families, and the part that each plays there."""

from collections.abc import Sequence

from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.families.guardians import settle_later
from server.people.models import Contact, Family, FamilyMember
from server.people.rewriting import delete_rows
from server.people.sheets.columns import plain
from server.people.sheets.lines import ContactLine, FamilyCells


class FamilyIntake:
    """Families by name, accents and capitals aside, and the part that each plays there."""

    def __init__(self, organisation: int, families: Sequence[Family], members: Sequence[FamilyMember]) -> None:
        self._organisation = organisation
        self._families = {plain(family.name): family for family in families}
        self._members = {(member.family_id, member.contact_id): member for member in members}
        self._created: list[Family] = []
        self._old: list[FamilyMember] = []
        self._new: list[FamilyMember] = []

    @classmethod
    async def load(cls, organisation: int) -> "FamilyIntake":
        """The families that the organisation has."""
        own = {"organisation_id": organisation}
        return cls(organisation, await Family.filter(**own), await FamilyMember.filter(**own))

    def take(self, line: ContactLine, contact: Contact) -> bool:
        """Seat a contact in the families that the line names; whether that changes anything."""
        moved = [self._seat(cells, contact) for cells in line.families]
        return any(moved)

    def _seat(self, cells: FamilyCells, contact: Contact) -> bool:
        family = self._family(cells.name)
        before = self._members.get((family.id, contact.id))
        if before is not None and before.function_id == cells.part:
            return False
        if before is not None:
            self._old.append(before)
        own = {"organisation_id": self._organisation, "family_id": family.id, "contact_id": contact.id}
        self._new.append(FamilyMember(id=new_id(), function_id=cells.part, **own))
        return True

    def _family(self, name: str) -> Family:
        if (known := self._families.get(plain(name))) is not None:
            return known
        family = self._families[plain(name)] = Family(id=new_id(), organisation_id=self._organisation, name=name)
        self._created.append(family)
        return family

    @property
    def makes(self) -> list[str]:
        """The names of what it makes."""
        return [row.name for row in self._created]

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, in place of those that changed."""
        await delete_rows(self._old)
        unit.add(*self._created, *self._new)
        if self._new:
            unit.enqueue(settle_later(self._organisation))

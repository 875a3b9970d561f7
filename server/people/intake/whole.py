"""Taking the lines of a file in: all that an organisation knows, and what lines change of it."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from server.accounts.models import Organisation
from server.kernel.unit_of_work import UnitOfWork
from server.people.intake.families import FamilyIntake
from server.people.intake.fields import FieldIntake
from server.people.intake.groups import GroupIntake
from server.people.intake.matching import Candidate
from server.people.intake.memberships import MembershipIntake
from server.people.intake.people import Outcome, PeopleIntake
from server.people.models import Contact
from server.people.sheets.columns import Catalogue
from server.people.sheets.lines import ContactLine


class Intake(msgspec.Struct, frozen=True):
    """One query a table, whatever the lines. Nothing is in the database before `write`."""

    people: PeopleIntake
    groups: GroupIntake
    memberships: MembershipIntake
    families: FamilyIntake
    fields: FieldIntake

    @classmethod
    async def load(cls, organisation: Organisation, catalogue: Catalogue, today: date, *, lock: bool) -> "Intake":
        """All that is known; with `lock` in a transaction that will write."""
        return cls(
            await PeopleIntake.load(organisation, lock=lock),
            await GroupIntake.load(organisation, today),
            await MembershipIntake.load(organisation, today),
            await FamilyIntake.load(organisation.id),
            await FieldIntake.load(organisation.id, catalogue),
        )

    def known(self) -> list[Candidate]:
        """Whom lines may be about."""
        return self.people.known()

    def take(self, lines: Sequence[ContactLine], known: Mapping[int, Contact]) -> dict[int, Outcome]:
        """Take lines in, each about a known contact (by its number) or somebody new; what became of each.

        Up to a second of processor time: not for an event loop.
        """
        return {line.line: self._take(line, known.get(line.line)) for line in lines}

    def _take(self, line: ContactLine, known: Contact | None) -> Outcome:
        contact, outcome = self.people.take(line, known)
        moved = [
            self.groups.take(line, contact),
            self.memberships.take(line, contact),
            self.families.take(line, contact),
            self.fields.take(line, contact),
        ]
        return "changed" if outcome == "unchanged" and any(moved) else outcome

    @property
    def makes(self) -> list[str]:
        """The names of what it makes besides people: groups, functions, types of membership, families."""
        return [*self.groups.makes, *self.memberships.makes, *self.families.makes]

    async def write(self, unit: UnitOfWork) -> None:
        """Hand all of it to the unit."""
        await self.people.write(unit)
        await self.groups.write(unit)
        await self.memberships.write(unit)
        await self.families.write(unit)
        await self.fields.write(unit)

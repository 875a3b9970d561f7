"""The demo's memberships: those that came with the list get their types and options, and some have ended."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from server.accounts.models import Organisation
from server.demo_file import AssociationFile, TypeTold
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import Membership, MembershipChoice, MembershipOption, MembershipType, Season


async def seed_memberships(
    unit: UnitOfWork, choir: Organisation, people: Mapping[str, int], file: AssociationFile
) -> None:
    """Write them in the running unit."""
    own = {"organisation_id": choir.id}
    singing = await MembershipType.get(**own)
    memberships = {row.contact_id: row for row in await Membership.filter(**own).order_by("id")}
    first_day = (await Season.get(**own)).first_day
    for name in file.lacking.members:
        ended = {"until_day": first_day - timedelta(days=1), "end_reason": file.lacking.reason}
        unit.change(memberships[people[name]], **ended)
    belonging = _Belonging(unit, singing, memberships, first_day)
    for told in file.membership_type:
        belonging.write(told, [people[name] for name in told.members])


class _Belonging:
    """Types on their way into the database. The type that came with the list keeps those whom no other type names."""

    def __init__(
        self, unit: UnitOfWork, listed: MembershipType, memberships: Mapping[int, Membership], first_day: date
    ) -> None:
        self._unit = unit
        self._own: dict[str, Any] = {"organisation_id": listed.organisation_id}
        self._listed = listed
        self._rest = dict(memberships)
        self._first_day = first_day
        self._written = 0

    def write(self, told: TypeTold, members: Sequence[int]) -> None:
        """One type, with its options and those who have it."""
        kind = self._kind(told)
        held = [self._membership(contact, kind) for contact in members] if members else list(self._rest.values())
        options = [MembershipOption(id=new_id(), type_id=kind.id, name=name, **self._own) for name in told.options]
        self._unit.add(*options)
        for place, membership in enumerate(row for row in held if row.until_day is None):
            # Everyone is insured; every other one has a folder of the choir's.
            taken = options[: 1 + place % 2]
            own = {"membership_id": membership.id, **self._own}
            self._unit.add(*(MembershipChoice(id=new_id(), option_id=option.id, **own) for option in taken))

    def _kind(self, told: TypeTold) -> MembershipType:
        if not told.members:
            self._unit.change(self._listed, name=told.name, position=self._written)
            return self._listed
        self._written += 1
        kind = MembershipType(id=new_id(), name=told.name, position=self._written, **self._own)
        self._unit.add(kind)
        return kind

    def _membership(self, contact: int, kind: MembershipType) -> Membership:
        known = self._rest.pop(contact, None)
        if known is not None:
            self._unit.change(known, type_id=kind.id)
            return known
        made = Membership(id=new_id(), contact_id=contact, type_id=kind.id, from_day=self._first_day, **self._own)
        self._unit.add(made)
        return made

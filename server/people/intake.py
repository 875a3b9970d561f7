"""Taking the lines of a file in: the people themselves, and their families. One query a table, whatever the lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.contact_columns import plain
from server.people.contact_file import ContactLine
from server.people.events import ContactChanged, ContactCreated
from server.people.matching import Candidate, match_lines
from server.people.models import Address, Contact, Family, FamilyMember
from server.people.queries import search_name
from server.people.rewriting import changed_copy, delete_rows, rewrite_rows

Outcome = Literal["created", "changed", "unchanged"]

FIELDS = ("first_name", "last_name", "birth_date", "sex", "phone", "street", "postcode", "town", "language")


class PeopleIntake:
    """Contacts and their addresses. What a line leaves open stays as it was."""

    def __init__(self, organisation: Organisation, contacts: Sequence[Contact], addresses: Sequence[Address]) -> None:
        self._organisation = organisation
        self._contacts = contacts
        self._addresses: dict[int, list[Address]] = defaultdict(list)
        for address in addresses:
            self._addresses[address.contact_id].append(address)
        self._created: list[Contact] = []
        self._changed: list[Contact] = []
        self._old_addresses: list[Address] = []
        self._new_addresses: list[Address] = []

    @classmethod
    async def load(cls, organisation: Organisation) -> "PeopleIntake":
        """Everyone that the organisation knows, locked until the commit."""
        own = {"organisation_id": organisation.id}
        contacts = await Contact.filter(**own, removed_at=None).select_for_update().order_by("id")
        return cls(organisation, contacts, await Address.filter(**own).order_by("contact_id", "place"))

    def match(self, lines: Sequence[ContactLine]) -> Mapping[int, Contact]:
        """Who of them each line is about, by the line's number."""
        known = [Candidate(contact, self._addresses_of(contact)) for contact in self._contacts]
        return match_lines(lines, known)

    def take(self, line: ContactLine, known: Contact | None) -> tuple[Contact, Outcome]:
        """Take a line in, about a known contact or a new one."""
        if known is None:
            return self._create(line), "created"
        changes = {name: value for name, value in _given(line).items() if getattr(known, name) != value}
        moved = bool(line.addresses) and line.addresses != self._addresses_of(known)
        if moved:
            self._old_addresses += self._addresses[known.id]
            self._write_to(known, line.addresses)
        if not changes and not moved:
            return known, "unchanged"
        changed = changed_copy(known, **changes)
        changed.search_name = search_name(changed.name)
        self._changed.append(changed)
        return changed, "changed"

    def _create(self, line: ContactLine) -> Contact:
        values = {"language": self._organisation.language, **_given(line)}
        contact = Contact(id=new_id(), organisation_id=self._organisation.id, created_at=clock.now(), **values)
        contact.search_name = search_name(contact.name)
        self._created.append(contact)
        self._write_to(contact, line.addresses)
        return contact

    def _write_to(self, contact: Contact, addresses: Sequence[str]) -> None:
        own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
        for place, address in enumerate(addresses, start=1):
            self._new_addresses.append(Address(id=new_id(), place=place, address=address, **own))

    def _addresses_of(self, contact: Contact) -> tuple[str, ...]:
        return tuple(address.address for address in self._addresses[contact.id])

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, and rewrite those that changed."""
        await delete_rows(self._old_addresses)
        unit.add(*self._created, *self._new_addresses)
        unit.emit(*map(ContactCreated, self._created), *map(ContactChanged, self._changed))
        await unit.place_events()
        await rewrite_rows(self._changed)


def _given(line: ContactLine) -> dict[str, Any]:
    return {name: value for name in FIELDS if (value := getattr(line, name)) is not None}


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
        """Seat a contact in the family that the line names; whether that changes anything."""
        if line.family is None or line.family_role is None:
            return False
        family = self._family(line.family)
        before = self._members.get((family.id, contact.id))
        if before is not None and before.role == line.family_role:
            return False
        if before is not None:
            self._old.append(before)
        own = {"organisation_id": self._organisation, "family_id": family.id, "contact_id": contact.id}
        self._new.append(FamilyMember(id=new_id(), role=line.family_role, **own))
        return True

    def _family(self, name: str) -> Family:
        if (known := self._families.get(plain(name))) is not None:
            return known
        family = self._families[plain(name)] = Family(id=new_id(), organisation_id=self._organisation, name=name)
        self._created.append(family)
        return family

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, in place of those that changed."""
        await delete_rows(self._old)
        unit.add(*self._created, *self._new)

"""Taking the lines of a file in: the people themselves. One query a table, whatever the lines."""

from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.events import ContactChanged, ContactCreated
from server.people.intake.matching import Candidate
from server.people.intake.reach import Reach
from server.people.models import Address, Contact, Phone, PostalAddress
from server.people.queries import search_name
from server.people.rewriting import changed_copy, rewrite_rows
from server.people.sheets.lines import ContactLine

Outcome = Literal["created", "changed", "unchanged"]

POSTAL = ("street", "postcode", "town", "country", "label")
FIELDS = ("kind", "first_name", "last_name", "birth_date", "sex", "language", "remarks")


class PeopleIntake:
    """Contacts and where they are reached. What a line leaves open stays as it was."""

    def __init__(self, organisation: Organisation, contacts: Sequence[Contact], reach: "AllReach") -> None:
        self._organisation = organisation
        self._contacts = contacts
        self._reach = reach
        self._created: list[Contact] = []
        self._changed: list[Contact] = []

    @classmethod
    async def load(cls, organisation: Organisation, *, lock: bool) -> "PeopleIntake":
        """Everyone that the organisation knows; locked until the commit if they are to change."""
        found = Contact.filter(organisation_id=organisation.id, removed_at=None).order_by("id")
        contacts = await (found.select_for_update() if lock else found)
        return cls(organisation, contacts, await AllReach.load(organisation.id))

    def known(self) -> list[Candidate]:
        """Whom lines may be about."""
        return [Candidate(contact, self._reach.addresses_of(contact)) for contact in self._contacts]

    def take(self, line: ContactLine, known: Contact | None) -> tuple[Contact, Outcome]:
        """Take a line in, about a known contact or a new one."""
        if known is None:
            return self._create(line), "created"
        changes = {name: value for name, value in _given(line).items() if getattr(known, name) != value}
        moved = self._reach.take(line, known)
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
        self._reach.take(line, contact)
        return contact

    async def write(self, unit: UnitOfWork) -> None:
        """Hand new rows to the unit, and rewrite those that changed."""
        unit.add(*self._created)
        await self._reach.write(unit)
        unit.emit(*map(ContactCreated, self._created), *map(ContactChanged, self._changed))
        await unit.place_events()
        await rewrite_rows(self._changed)


class AllReach(msgspec.Struct, frozen=True):
    """Where everyone is reached, by e-mail, telephone and post."""

    addresses: Reach[Address]
    phones: Reach[Phone]
    postal: Reach[PostalAddress]

    @classmethod
    async def load(cls, organisation: int) -> "AllReach":
        """All that the organisation knows of it."""
        return cls(
            await Reach.load(Address, organisation),
            await Reach.load(Phone, organisation),
            await Reach.load(PostalAddress, organisation),
        )

    def addresses_of(self, contact: Contact) -> tuple[str, ...]:
        """Somebody's e-mail addresses, in order."""
        return tuple(row.address for row in self.addresses.of(contact.id))

    def take(self, line: ContactLine, contact: Contact) -> bool:
        """Take over what a line says; whether that changes anything."""
        emails = [_told(address=email.address, label=email.label) for email in line.emails]
        phones = [_told(number=phone.number, label=phone.label) if phone else {} for phone in line.phones]
        postal = [_told(**{name: getattr(cells, name) for name in POSTAL}) if cells else {} for cells in line.postal]
        moved = [
            bool(emails) and self.addresses.replace(contact, emails),
            self.phones.give(contact, phones),
            self.postal.give(contact, postal),
        ]
        return any(moved)

    async def write(self, unit: UnitOfWork) -> None:
        """Hand all of it to the unit."""
        purposes = await self.addresses.purposes_kept()
        await self.addresses.write(unit)
        unit.add(*purposes)
        await self.phones.write(unit)
        await self.postal.write(unit)


def _told(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _given(line: ContactLine) -> dict[str, Any]:
    return _told(**{name: getattr(line, name) for name in FIELDS})

"""Taking the lines of a file in: the people themselves. One query a table, whatever the lines."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import msgspec

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.sheets.lines import ContactLine
from server.people.events import ContactChanged, ContactCreated
from server.people.intake_reach import Reach
from server.people.matching import Candidate, match_lines
from server.people.models import Address, Contact, Phone, PostalAddress
from server.people.queries import search_name
from server.people.rewriting import changed_copy, rewrite_rows

Outcome = Literal["created", "changed", "unchanged"]

POSTAL = ("street", "postcode", "town")
FIELDS = ("first_name", "last_name", "birth_date", "sex", "language")


class PeopleIntake:
    """Contacts and where they are reached. What a line leaves open stays as it was."""

    def __init__(self, organisation: Organisation, contacts: Sequence[Contact], reach: "AllReach") -> None:
        self._organisation = organisation
        self._contacts = contacts
        self._reach = reach
        self._created: list[Contact] = []
        self._changed: list[Contact] = []

    @classmethod
    async def load(cls, organisation: Organisation) -> "PeopleIntake":
        """Everyone that the organisation knows, locked until the commit."""
        own = {"organisation_id": organisation.id}
        contacts = await Contact.filter(**own, removed_at=None).select_for_update().order_by("id")
        return cls(organisation, contacts, await AllReach.load(organisation.id))

    def match(self, lines: Sequence[ContactLine]) -> Mapping[int, Contact]:
        """Who of them each line is about, by the line's number."""
        known = [Candidate(contact, self._reach.addresses_of(contact)) for contact in self._contacts]
        return match_lines(lines, known)

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
        post = {name: value for name in POSTAL if (value := getattr(line, name)) is not None}
        moved = [
            bool(line.addresses) and self.addresses.replace(contact, [{"address": each} for each in line.addresses]),
            line.phone is not None and self.phones.give(contact, [{"number": line.phone}]),
            bool(post) and self.postal.give(contact, [post]),
        ]
        return any(moved)

    async def write(self, unit: UnitOfWork) -> None:
        """Hand all of it to the unit."""
        await self.addresses.write(unit)
        await self.phones.write(unit)
        await self.postal.write(unit)


def _given(line: ContactLine) -> dict[str, Any]:
    return {name: value for name in FIELDS if (value := getattr(line, name)) is not None}

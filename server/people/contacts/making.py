"""Making the card of somebody who comes in."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.wire import Input, invalid
from server.people.contact_values import WrongValue, read_address, read_phone, read_text
from server.people.events import ContactCreated
from server.people.models import Address, Contact, Phone, PostalAddress
from server.people.queries import search_name

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
MOST = 3


class NewAddress(Input, frozen=True):
    """An e-mail address, and what it is for."""

    address: Annotated[str, msgspec.Meta(max_length=254)]
    label: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class NewPhone(Input, frozen=True):
    """A telephone number of 6 to 15 digits, and what it is for."""

    number: Annotated[str, msgspec.Meta(max_length=40)]
    label: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class NewPostal(Input, frozen=True):
    """A postal address; the country as two letters (ISO 3166-1)."""

    street: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    postcode: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    town: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None = None
    label: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class NewPerson(Input, frozen=True):
    """Who it is and where they are reached; the language is the organisation's if it is left out."""

    first_name: Name
    last_name: Annotated[str, msgspec.Meta(max_length=201)] = ""
    birth_date: date | None = None
    sex: Literal["f", "m", "x"] | None = None
    language: Annotated[str, msgspec.Meta(pattern="^[a-z]{2}$")] | None = None
    addresses: Annotated[list[NewAddress], msgspec.Meta(max_length=MOST)] = msgspec.field(default_factory=list)
    phones: Annotated[list[NewPhone], msgspec.Meta(max_length=MOST)] = msgspec.field(default_factory=list)
    postal_addresses: Annotated[list[NewPostal], msgspec.Meta(max_length=MOST)] = msgspec.field(default_factory=list)


async def add_person(ctx: Context, organisation: int, person: NewPerson) -> Contact:
    """A new contact with all that is known of them, written with the unit; whoever calls asked whether it may.

    Raises `Refusal("invalid")` with each field that is wrong, by its path below `person`.
    """
    known = _Known()
    contact = Contact(
        id=new_id(),
        organisation_id=organisation,
        first_name=known.read("first_name", lambda text: read_text(text, 100), person.first_name),
        last_name=known.read("last_name", lambda text: read_text(text, 201), person.last_name),
        birth_date=person.birth_date,
        sex=person.sex,
        language=person.language or (await Organisation.get(id=organisation)).language,
        created_at=ctx.now,
    )
    if person.birth_date is not None and not date(1900, 1, 1) <= person.birth_date <= ctx.now.date():
        known.wrong["person.birth_date"] = Reason("birth_date_far")
    reach = known.reach(contact, person)
    if known.wrong:
        raise invalid(**known.wrong)
    contact.search_name = search_name(contact.name)
    ctx.add(contact, *reach)
    ctx.emit(ContactCreated(contact))
    return contact


class _Known:
    """Reads texts, and gathers what is wrong."""

    def __init__(self) -> None:
        self.wrong: dict[str, Reason] = {}

    def read(self, path: str, read: Callable[[str], str], text: str | None) -> str:
        try:
            told = read(text or "")
        except WrongValue as wrong:
            key = "field_characters" if wrong.code == "control_character" else f"person_{wrong.code}"
            self.wrong[f"person.{path}"] = Reason(key)
            return ""
        if path == "first_name" and not told:
            self.wrong["person.first_name"] = Reason("field_blank")
        return told

    def line(self, path: str, text: str | None) -> str | None:
        return self.read(path, lambda told: read_text(told, 200), text) or None

    def reach(self, contact: Contact, person: NewPerson) -> list[Any]:
        own = {"organisation_id": contact.organisation_id, "contact_id": contact.id}
        rows: list[Any] = []
        for place, mail in enumerate(person.addresses):
            path = f"addresses[{place}]"
            address, label = self.read(f"{path}.address", read_address, mail.address), self.line(path, mail.label)
            rows.append(Address(id=new_id(), place=place + 1, address=address, label=label, **own))
        for place, phone in enumerate(person.phones):
            path = f"phones[{place}]"
            number, label = self.read(f"{path}.number", read_phone, phone.number), self.line(path, phone.label)
            rows.append(Phone(id=new_id(), place=place + 1, number=number, label=label, **own))
        for place, post in enumerate(person.postal_addresses):
            path = f"postal_addresses[{place}]"
            lines = {name: self.line(f"{path}.{name}", text) for name, text in msgspec.structs.asdict(post).items()}
            rows.append(PostalAddress(id=new_id(), place=place + 1, **lines, **own))
        return rows

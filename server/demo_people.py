"""The demo's other people: those who are not in its list, with invitations; and what the choir keeps of its own."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from server.accounts.models import Organisation, Ticket
from server.accounts.secrets import draw_secret, hash_secret
from server.demo_file import AssociationFile, ConsentTold, ContactTold, FieldTold
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.people.events import ContactCreated
from server.people.invitation_tickets import INVITATION_LASTS
from server.people.models import (
    Address,
    CompanyPerson,
    Consent,
    ConsentPurpose,
    Contact,
    CustomChoice,
    CustomField,
    CustomValue,
    Phone,
    PostalAddress,
)
from server.people.queries import search_name


def seed_contacts(unit: UnitOfWork, choir: Organisation, inviter: str, file: AssociationFile) -> dict[str, int]:
    """Write those who are not in the list, in the running unit; their ids by name."""
    known: dict[str, int] = {}
    for told in file.contact:
        contact = _contact(choir, told)
        known[told.name] = contact.id
        own = {"organisation_id": choir.id, "contact_id": contact.id}
        unit.add(contact, *_reached(told, own))
        unit.emit(ContactCreated(contact))
        if told.invited is not None:
            unit.add(_invitation(told, own, told.invited, inviter))
    unit.add(*_company_people(choir, file.contact, known))
    return known


def _contact(choir: Organisation, told: ContactTold) -> Contact:
    contact = Contact(
        id=new_id(),
        organisation_id=choir.id,
        kind="company" if told.company else "person",
        first_name=told.first_name,
        last_name=told.last_name,
        birth_date=told.born,
        sex=told.sex,
        remarks=told.remarks,
        language=choir.language,
        created_at=clock.now(),
    )
    contact.search_name = search_name(contact.name)
    return contact


def _reached(told: ContactTold, own: Mapping[str, int]) -> Iterable[Address | Phone | PostalAddress]:
    if told.address is not None:
        yield Address(id=new_id(), place=1, address=told.address, **own)
    if told.phone is not None:
        yield Phone(id=new_id(), place=1, number=told.phone, **own)
    if told.street is not None:
        postcode, town = told.town
        where = {"street": told.street, "postcode": postcode, "town": town, "country": "BE"}
        yield PostalAddress(id=new_id(), place=1, **where, **own)


def _invitation(told: ContactTold, own: Mapping[str, int], days: int, inviter: str) -> Ticket:
    """An invitation whose mail went out days ago; nobody has its secret."""
    sent = clock.now() - timedelta(days=days, hours=2)
    return Ticket(
        id=new_id(),
        kind="invitation",
        secret_hash=hash_secret(draw_secret()),
        address=told.address,
        inviter=inviter,
        created_at=sent,
        expires_at=sent + INVITATION_LASTS,
        opened_at=sent + timedelta(hours=5) if told.opened else None,
        **own,
    )


def _company_people(
    choir: Organisation, contacts: Sequence[ContactTold], known: Mapping[str, int]
) -> Iterable[CompanyPerson]:
    for told in contacts:
        for name, function in told.people.items():
            own = {"organisation_id": choir.id, "company_id": known[told.name]}
            yield CompanyPerson(id=new_id(), contact_id=known[name], function=function, **own)


def seed_fields(unit: UnitOfWork, choir: Organisation, contacts: Sequence[int], file: AssociationFile) -> None:
    """Write the choir's own fields, each with what it says of every third of these contacts."""
    own = {"organisation_id": choir.id}
    for position, told in enumerate(file.field):
        same = {"name": told.name, "kind": told.kind, "purpose": told.purpose, "access": told.access}
        field = CustomField(id=new_id(), position=position, **same, **own)
        unit.add(field)
        answers = itertools.cycle(_answers(unit, field, told))
        for contact in contacts[position::3]:
            unit.add(CustomValue(id=new_id(), contact_id=contact, field_id=field.id, **next(answers), **own))


def _answers(unit: UnitOfWork, field: CustomField, told: FieldTold) -> list[dict[str, Any]]:
    if told.kind == "text":
        return [{"text": answer} for answer in told.answers]
    if told.kind == "yes_no":
        return [{"yes": answer == "ja"} for answer in told.answers]
    own = {"organisation_id": field.organisation_id, "field_id": field.id}
    choices = [CustomChoice(id=new_id(), name=name, position=place, **own) for place, name in enumerate(told.answers)]
    unit.add(*choices)
    return [{"choice_id": choice.id} for choice in choices]


def seed_consents(
    unit: UnitOfWork, choir: Organisation, people: Mapping[str, tuple[int, int]], file: AssociationFile
) -> None:
    """Write what the choir asks consent for, and who gave it. `people`: contact and account (the admin's if none)."""
    for told in file.consent:
        begun = clock.now() - timedelta(days=400)
        own = {"organisation_id": choir.id}
        purpose = ConsentPurpose(id=new_id(), name=told.name, text=told.text, created_at=begun, **own)
        unit.add(purpose, *_Answered(purpose, people).all(told))


class _Answered:
    """What people answered to a purpose, one after the other since it was asked."""

    def __init__(self, purpose: ConsentPurpose, people: Mapping[str, tuple[int, int]]) -> None:
        self._purpose = purpose
        self._people = people
        self._days = itertools.count(390, -7)

    def all(self, told: ConsentTold) -> list[Consent]:
        """In the order of the file."""
        return [
            *(self._given(name, "self") for name in told.given),
            *(self._given(name, "admin") for name in told.on_paper),
            *(self._given(child, "guardian", by) for child, by in told.by_guardian.items()),
            *(self._withdrawn(name) for name in (*told.withdrawn, *told.again)),
            *(self._given(name, "self") for name in told.again),
        ]

    def _given(self, name: str, source: str, by: str | None = None) -> Consent:
        contact, account = self._people[name]
        return Consent(
            id=new_id(),
            organisation_id=self._purpose.organisation_id,
            contact_id=contact,
            purpose_id=self._purpose.id,
            given_at=clock.now() - timedelta(days=next(self._days)),
            given_by_id=self._people[by][1] if by else account,
            source=source,
        )

    def _withdrawn(self, name: str) -> Consent:
        consent = self._given(name, "self")
        consent.withdrawn_at = consent.given_at + timedelta(days=5)
        consent.withdrawn_by_id = consent.given_by_id
        consent.withdrawn_source = "self"
        return consent

"""Erasing a person, in one unit of work: what is theirs goes, what others keep says only that somebody was there."""

from collections.abc import Sequence
from typing import Any, Literal

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.database import execute
from server.kernel.jobs import Pending
from server.kernel.personal import (
    DERIVED,
    OF_ANOTHER,
    PERSONAL,
    Erasing,
    Person,
    Table,
    erasers,
    tables,
)
from server.kernel.unit_of_work import UnitOfWork
from server.people.events import ContactChanged
from server.people.models import Contact, Family, FamilyMember
from server.privacy.people import person_of, rows_of
from server.privacy.traces import clear_copies

CLEAR_TRACES = "privacy.clear_traces"
CLEAR_NOW = Pending(CLEAR_TRACES, {}, None, CLEAR_TRACES)

Messages = Literal["keep", "remove"]


async def erase_person(unit: UnitOfWork, contact: Contact, messages: Messages = "keep") -> Person:
    """Erase a contact, who must be locked; nothing that names them is left once the jobs that follow have run."""
    person = await person_of(contact)
    erasing = Erasing(person, unit, messages)
    house = await Organisation.get(id=person.organisation)
    families = [row.family_id for row in await FamilyMember.filter(**_own(person))]
    await clear_copies(person, house.name)
    for erase in erasers.values():
        await erase(erasing)
    for table in _children_first():
        await _delete(table, person)
    await _forget_names(person, house.name)
    await _drop_empty(person, families)
    unit.change(contact, **_blank(), removed_at=contact.removed_at or clock.now(), erased_at=clock.now())
    unit.emit(ContactChanged(contact))
    unit.enqueue(CLEAR_NOW)
    return person


def _children_first() -> list[Table]:
    """Tables whose rows go, those first that are owned by way of another."""
    return sorted((table for table in tables.values() if table.erased == "go"), key=lambda table: -_depth(table))


def _depth(table: Table) -> int:
    return max((1 + _depth(tables[owner.of]) for owner in table.owners if owner.by == "row"), default=0)


async def _delete(table: Table, person: Person) -> None:
    found = rows_of(table, person)
    if found is not None:
        await execute(f'DELETE FROM "{table.name}" WHERE {found[0]}', found[1])


async def _forget_names(person: Person, instead: str) -> None:
    """Where a row of somebody else names them, it names the organisation from now on."""
    for table in tables.values():
        for column in table.columns_of(OF_ANOTHER):
            for name in person.names:
                sql = f'UPDATE "{table.name}" SET "{column}" = ? WHERE "organisation_id" = ? AND "{column}" = ?'
                await execute(sql, [instead, person.organisation, name])


async def _drop_empty(person: Person, families: Sequence[int]) -> None:
    """A family is called after its people: with the last of them it goes."""
    for family in families:
        if not await FamilyMember.exists(organisation_id=person.organisation, family_id=family):
            await Family.filter(organisation_id=person.organisation, id=family).delete()


def _own(person: Person) -> dict[str, int]:
    return {"organisation_id": person.organisation, "contact_id": person.contact}


def _blank() -> dict[str, Any]:
    """Nothing, for each column of a contact that says something of a person."""
    columns = tables["contact"].columns_of(*PERSONAL, DERIVED)
    fields = Contact._meta.fields_map
    return {"picture_id": None, **{name: None if fields[name].null else "" for name in columns}}

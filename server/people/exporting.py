"""Contacts as a list or as cards, with all that is known of them."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from server.kernel.language import Language
from server.people.export_cells import Known, cells_of
from server.people.models import Contact
from server.people.sheets.columns import PLACES, TARGETS, Catalogue, name_of
from server.people.sheets.vcards import Card, PhoneEntry, PostalEntry, write_vcards
from server.people.sheets.writing import Delimiter, Written, write_csv, write_excel

Form = Literal["csv", "xlsx", "vcard"]


class Wanted(msgspec.Struct, frozen=True):
    """What an export holds: the form, its columns (all that say something, if not said), and in which language.

    A column is a target, or the base of numbered ones: `email` for as many addresses as somebody has. `hidden`: by
    contact, the targets that are left out.
    """

    form: Form
    language: Language
    columns: tuple[str, ...] = ()
    delimiter: Delimiter = ";"
    hidden: Mapping[int, frozenset[str]] = {}


def are_columns(columns: Sequence[str], catalogue: Catalogue) -> bool:
    """Whether these are columns that an export can have."""
    known = {*TARGETS, *PLACES, *(field.target for field in catalogue.fields)} - {"infix", "full_name"}
    return known.issuperset(columns)


async def write_contacts(contacts: Sequence[Contact], catalogue: Catalogue, wanted: Wanted, today: date) -> bytes:
    """The file that was asked for. Contacts are those of one organisation, in the order of the file."""
    known = await Known.load(contacts[0].organisation_id, contacts, today) if contacts else None
    return await asyncio.to_thread(_write, contacts, known, catalogue, wanted)


def _write(contacts: Sequence[Contact], known: Known | None, catalogue: Catalogue, wanted: Wanted) -> bytes:
    if wanted.form == "vcard":
        return write_vcards([_card(contact, known) for contact in contacts if known])
    lines = [_line(contact, known, wanted) for contact in contacts if known]
    columns = _columns(lines, catalogue, wanted.columns)
    header = [name_of(column, wanted.language, catalogue.fields) for column in columns]
    rows = [[line.get(column) for column in columns] for line in lines]
    if wanted.form == "xlsx":
        return write_excel(header, rows, "Contacten" if wanted.language == "nl" else "Contacts")
    return write_csv(header, rows, wanted.delimiter)


def _line(contact: Contact, known: Known, wanted: Wanted) -> dict[str, Written]:
    hidden = wanted.hidden.get(contact.id, ())
    cells = cells_of(contact, known, wanted.language)
    return {target: cell for target, cell in cells.items() if target not in hidden}


def _columns(lines: Sequence[dict[str, Written]], catalogue: Catalogue, chosen: Sequence[str]) -> list[str]:
    filled = {"first_name", "last_name"}.union(*lines)
    every = [*TARGETS, *(field.target for field in catalogue.fields)]
    if not chosen:
        return [each for each in every if each in filled]
    found: list[str] = []
    for column in chosen:
        several = [each for each in every if column in PLACES and each.rpartition("_")[0] == column]
        found += [each for each in several if each in filled] or ([column] if column not in PLACES else several[:1])
    return list(dict.fromkeys(found))


def _card(contact: Contact, known: Known) -> Card:
    groups = [row.group_season.group.name for row in known.placements[contact.id]]
    return Card(
        id=contact.id,
        first_name=contact.first_name,
        last_name=contact.last_name,
        company=contact.kind == "company",
        birth_date=contact.birth_date,
        sex=contact.sex,
        language=contact.language,
        addresses=tuple(row.address for row in known.addresses[contact.id]),
        phones=tuple(PhoneEntry(row.number, row.label) for row in known.phones[contact.id]),
        postal=tuple(
            PostalEntry(row.street or "", row.postcode or "", row.town or "", row.country or "")
            for row in known.postal[contact.id]
        ),
        groups=tuple(dict.fromkeys(groups)),
    )

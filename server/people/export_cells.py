"""What is known of a contact as the cells of a line, each under the target by which it is read again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from server.kernel.language import Language
from server.kernel.models import TenantRow
from server.people.catalogue import COLUMNS
from server.people.intake.groups import season_of
from server.people.models import (
    Address,
    Contact,
    CustomValue,
    FamilyMember,
    Membership,
    Phone,
    Placement,
    PostalAddress,
    Season,
)
from server.people.sheets.columns import PLACES
from server.people.sheets.writing import Written

R = TypeVar("R", bound=TenantRow)
FEW = 500
"""Up to so many contacts their rows are asked for by their ids, else all of the organisation's."""

_WORDS: dict[Language, dict[str, str]] = {
    "nl": {"f": "V", "m": "M", "x": "X", "person": "persoon", "company": "bedrijf"},
    "en": {"f": "F", "m": "M", "x": "X", "person": "person", "company": "company"},
}


class Known(msgspec.Struct, frozen=True):
    """All that is known of some contacts, by contact."""

    addresses: dict[int, list[Address]]
    phones: dict[int, list[Phone]]
    postal: dict[int, list[PostalAddress]]
    placements: dict[int, list[Placement]]
    memberships: dict[int, list[Membership]]
    families: dict[int, list[FamilyMember]]
    values: dict[int, list[CustomValue]]

    @classmethod
    async def load(cls, organisation: int, contacts: Sequence[Contact], today: date) -> "Known":
        """One query a table. Groups are those of the season of today."""
        own: dict[str, Any] = {"organisation_id": organisation}
        season = season_of(today, await Season.filter(**own).order_by("-first_day"))
        if len(contacts) <= FEW:
            own["contact_id__in"] = [contact.id for contact in contacts]
        placements = Placement.filter(**own, group_season__season_id=season.id if season else 0)
        return cls(
            _by_contact(await Address.filter(**own).order_by("place")),
            _by_contact(await Phone.filter(**own).order_by("place")),
            _by_contact(await PostalAddress.filter(**own).order_by("place")),
            _by_contact(sorted(await placements.select_related("function", "group_season__group"), key=_of_placement)),
            _by_contact(await Membership.filter(**own).select_related("type").order_by("from_day", "type__name", "id")),
            _by_contact(await FamilyMember.filter(**own).select_related("family", "function").order_by("family__name")),
            _by_contact(await CustomValue.filter(**own).select_related("choice").order_by("field_id")),
        )


def _of_placement(row: Placement) -> tuple[Any, ...]:
    return row.group_season.group.name, row.function.position, row.function.name, row.from_day or date.min, row.id


def _by_contact(rows: Sequence[Any]) -> dict[int, list[Any]]:
    by_contact: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_contact[row.contact_id].append(row)
    return by_contact


def cells_of(contact: Contact, known: Known, language: Language) -> dict[str, Written]:
    """Target → what stands there; what is not known has no target."""
    cells: dict[str, Written] = {
        **dict(_own_cells(contact, _WORDS[language])),
        **dict(_reached_cells(contact.id, known)),
        **dict(_standing_cells(contact.id, known)),
        **{f"field:{value.field_id}": _value(value) for value in known.values[contact.id]},
    }
    return {target: cell for target, cell in cells.items() if cell not in (None, "")}


def _own_cells(contact: Contact, words: dict[str, str]) -> Iterator[tuple[str, Written]]:
    yield "number", f"#{contact.id}"  # a bare number of so many digits is rounded by a spreadsheet
    yield "kind", words[contact.kind] if contact.kind != "person" else None
    for name in ("first_name", "last_name", "birth_date", "language", "remarks"):
        yield name, getattr(contact, name)
    yield "sex", words.get(contact.sex or "")


def _reached_cells(contact: int, known: Known) -> Iterator[tuple[str, Written]]:
    for address in known.addresses[contact]:
        yield from _numbered(address.place, email=address.address, email_label=address.label)
    for phone in known.phones[contact]:
        yield from _numbered(phone.place, phone=phone.number, phone_label=phone.label)
    for post in known.postal[contact]:
        parts = {"street": post.street, "postcode": post.postcode, "town": post.town, "country": post.country}
        yield from _numbered(post.place, **parts, postal_label=post.label)


def _standing_cells(contact: int, known: Known) -> Iterator[tuple[str, Written]]:
    for place, row in enumerate(known.placements[contact], start=1):
        days = {"group_from": row.from_day, "group_until": row.until_day}
        reader = None if row.active else True
        group, function = row.group_season.group.name, row.function.name
        yield from _numbered(place, group=group, function=function, **days, group_reader=reader)
    for place, belongs in enumerate(known.memberships[contact], start=1):
        period = {"member_from": belongs.from_day, "member_until": belongs.until_day}
        yield from _numbered(place, membership=belongs.type.name, **period)
    for place, member in enumerate(known.families[contact], start=1):
        yield from _numbered(place, family=member.family.name, family_role=member.function.name)


def _numbered(place: int, **cells: Written) -> Iterator[tuple[str, Written]]:
    for base, cell in cells.items():
        if place <= PLACES[base]:
            yield f"{base}_{place}", cell


def _value(value: CustomValue) -> Written:
    if value.choice is not None:
        return str(value.choice.name)
    told: list[Any] = [getattr(value, column) for column in COLUMNS.values() if column != "choice_id"]
    return next((each for each in told if each is not None), None)

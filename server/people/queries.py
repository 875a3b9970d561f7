"""Finding people."""

from collections.abc import Sequence
from datetime import date

from server.accounts.models import Organisation
from server.kernel.database import search_form
from server.kernel.errors import not_found
from server.kernel.zones import today_in_zone
from server.people.models import Contact, Group, GroupSeason, Placement, Season


def search_name(name: str) -> str:
    """What is kept of a name to search it; cut, as some signs become a dozen letters."""
    return search_form(name)[:320]


async def contacts_with_ids(organisation: int, ids: Sequence[int]) -> list[Contact]:
    """Contacts of one organisation by id, those who were removed left out."""
    if not ids:
        return []
    return await Contact.filter(organisation_id=organisation, id__in=list(ids), removed_at=None).order_by("id")


async def today_in(organisation: int) -> date:
    """The day that it is where an organisation is."""
    house = await Organisation.get(id=organisation)
    return today_in_zone(house.zone)


async def current_season(organisation: int, today: date | None = None) -> Season | None:
    """The season in which today falls, or else the latest. Who knows the organisation's day says it."""
    today = today or await today_in(organisation)
    running = Season.filter(organisation_id=organisation, first_day__lte=today, last_day__gte=today)
    latest = Season.filter(organisation_id=organisation)
    return await running.order_by("-first_day").first() or await latest.order_by("-first_day").first()


async def contacts_of_group(organisation: int, group: int) -> list[int]:
    """The contacts who stand in a group today, in the current season. Raises not_found for no such group."""
    if await Group.get_or_none(organisation_id=organisation, id=group) is None:
        raise not_found()
    today = await today_in(organisation)
    season = await current_season(organisation, today)
    group_season = await GroupSeason.get_or_none(
        organisation_id=organisation, group_id=group, season_id=season.id if season else 0
    )
    if group_season is None:
        return []
    placements = await Placement.filter(organisation_id=organisation, group_season_id=group_season.id)
    return sorted({placement.contact_id for placement in placements if stands_on(placement, today)})


async def groups_of_contacts(organisation: int, contacts: Sequence[int]) -> dict[int, set[int]]:
    """In which groups each of some contacts stands today, in one query; the seasons' own days count too."""
    if not contacts:
        return {}
    today = await today_in(organisation)
    found = await Placement.filter(
        organisation_id=organisation,
        contact_id__in=list(contacts),
        group_season__organisation_id=organisation,
        group_season__season__organisation_id=organisation,
        group_season__season__first_day__lte=today,
        group_season__season__last_day__gte=today,
    ).select_related("group_season")
    groups: dict[int, set[int]] = {}
    for placement in found:
        if stands_on(placement, today):
            groups.setdefault(placement.contact_id, set()).add(placement.group_season.group_id)
    return groups


async def groups_of(contact: Contact) -> set[int]:
    """In which groups a contact stands today: what a right in a group reaches."""
    return (await groups_of_contacts(contact.organisation_id, [contact.id])).get(contact.id, set())


async def find_contact(organisation: int, contact: int, *, lock: bool = False) -> Contact | None:
    """A contact who was not removed; locked, nobody else changes them before the commit."""
    found = Contact.filter(organisation_id=organisation, id=contact, removed_at=None)
    return await (found.select_for_update() if lock else found).get_or_none()


def stands_on(placement: Placement, day: date) -> bool:
    """Whether a placement holds on a day."""
    began = placement.from_day is None or placement.from_day <= day
    return began and (placement.until_day is None or day <= placement.until_day)

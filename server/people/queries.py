"""Finding people."""

import unicodedata
from collections.abc import Sequence
from datetime import date

from server.kernel.clock import clock
from server.kernel.errors import not_found
from server.people.models import Contact, Group, GroupSeason, Placement, Season


def search_form(text: str) -> str:
    """A name as it is searched: lower case, without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def search_name(name: str) -> str:
    """What is kept of a name to search it; cut, as some signs become a dozen letters."""
    return search_form(name)[:320]


async def contacts_with_ids(organisation: int, ids: Sequence[int]) -> list[Contact]:
    """Contacts of one organisation by id, those who were removed left out."""
    if not ids:
        return []
    return await Contact.filter(organisation_id=organisation, id__in=list(ids), removed_at=None).order_by("id")


async def current_season(organisation: int) -> Season | None:
    """The season in which today falls, or else the latest."""
    today = clock.now().date()
    running = Season.filter(organisation_id=organisation, first_day__lte=today, last_day__gte=today)
    latest = Season.filter(organisation_id=organisation)
    return await running.order_by("-first_day").first() or await latest.order_by("-first_day").first()


async def contacts_of_group(organisation: int, group: int) -> list[int]:
    """The contacts who stand in a group today, in the current season. Raises not_found for no such group."""
    if await Group.get_or_none(organisation_id=organisation, id=group) is None:
        raise not_found()
    season = await current_season(organisation)
    group_season = await GroupSeason.get_or_none(
        organisation_id=organisation, group_id=group, season_id=season.id if season else 0
    )
    if group_season is None:
        return []
    placements = await Placement.filter(organisation_id=organisation, group_season_id=group_season.id)
    today = clock.now().date()
    return sorted({placement.contact_id for placement in placements if stands_on(placement, today)})


def stands_on(placement: Placement, day: date) -> bool:
    """Whether a placement holds on a day."""
    began = placement.from_day is None or placement.from_day <= day
    return began and (placement.until_day is None or day <= placement.until_day)

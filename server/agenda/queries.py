"""Finding what stands in the agenda."""

from tortoise.queryset import QuerySet

from server.accounts.models import Organisation
from server.agenda.models import Occurrence
from server.kernel.errors import not_found
from server.people.models import Group, GroupSeason, Placement
from server.people.queries import current_season, stands_on, today_in


def visible_occurrences(organisation: int) -> QuerySet[Occurrence]:
    """What its members may see of an organisation's agenda: all of it.

    A group on an occurrence says whom it concerns, and picks it for a personal calendar; it hides nothing. So what a
    client holds does not depend on who joins or leaves a group.
    """
    return Occurrence.filter(organisation_id=organisation)


async def organisation_of(organisation: int) -> Organisation:
    """The organisation. Raises not_found."""
    found = await Organisation.get_or_none(id=organisation)
    if found is None:
        raise not_found()
    return found


async def check_group(organisation: int, group: int) -> None:
    """Raises not_found for a group that the organisation does not have."""
    if not await Group.filter(organisation_id=organisation, id=group).exists():
        raise not_found()


async def groups_of(organisation: int, contact: int) -> frozenset[int]:
    """The groups in which a contact stands today, in the current season."""
    today = await today_in(organisation)
    season = await current_season(organisation, today)
    placements = await Placement.filter(organisation_id=organisation, contact_id=contact)
    standing = {placement.group_season_id for placement in placements if stands_on(placement, today)}
    if season is None or not standing:
        return frozenset()
    found = await GroupSeason.filter(organisation_id=organisation, season_id=season.id, id__in=list(standing))
    return frozenset(row.group_id for row in found)

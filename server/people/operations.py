"""Looking people up: contacts, seasons, groups."""

from typing import Annotated

import msgspec

from server.kernel.access import may_as_member
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.database import search_form
from server.kernel.errors import not_found
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, ListView, PageInput
from server.people.models import Contact, Group, GroupSeason, Placement, Season
from server.people.queries import current_season, stands_on
from server.people.views import ContactView, GroupView, SeasonView


class ListContacts(PageInput, frozen=True):
    """Part of a name, accents and capitals aside; without it everyone."""

    organisation: Id
    search: Annotated[str, msgspec.Meta(max_length=100)] | None = None


@operation("contact.list", scope="people:read")
async def list_contacts(ctx: Context, given: ListContacts) -> ListView[ContactView]:
    """List the people of an organisation by name. Refused: not_found (no standing there)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = Contact.filter(organisation_id=given.organisation, removed_at=None)
    for word in search_form(given.search or "").split():
        found = found.filter(search_name__contains=word)
    return await page_of(found.order_by("search_name", "id"), given, ContactView.of)


class ListSeasons(PageInput, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("season.list", scope="people:read")
async def list_seasons(ctx: Context, given: ListSeasons) -> ListView[SeasonView]:
    """List an organisation's seasons, the latest first; one of them is current."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    current = await current_season(given.organisation)
    found = Season.filter(organisation_id=given.organisation).order_by("-first_day", "id")
    return await page_of(found, given, lambda row: SeasonView.of(row, current=row == current))


class ListGroups(PageInput, frozen=True):
    """Of which organisation, and in which season: the current one if not said."""

    organisation: Id
    season: Id | None = None


@operation("group.list", scope="people:read")
async def list_groups(ctx: Context, given: ListGroups) -> ListView[GroupView]:
    """List the groups of a season by name, with how many stand in each. Refused: not_found (no such season)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    season = await _season(given)
    if season is None:
        return ListView(items=[])
    group_seasons = await GroupSeason.filter(organisation_id=given.organisation, season_id=season.id)
    members = await _members(given.organisation, [row.id for row in group_seasons])
    by_group = {row.group_id: members.get(row.id, set()) for row in group_seasons}
    found = Group.filter(organisation_id=given.organisation, id__in=list(by_group)).order_by("name", "id")
    return await page_of(found, given, lambda row: _view(row, season.id, len(by_group[row.id])))


def _view(group: Group, season: int, members: int) -> GroupView:
    return GroupView(id=group.id, organisation=group.organisation_id, name=group.name, season=season, members=members)


async def _season(given: ListGroups) -> Season | None:
    if given.season is None:
        return await current_season(given.organisation)
    season = await Season.get_or_none(organisation_id=given.organisation, id=given.season)
    if season is None:
        raise not_found()
    return season


async def _members(organisation: int, group_seasons: list[int]) -> dict[int, set[int]]:
    today = clock.now().date()
    members: dict[int, set[int]] = {}
    for placement in await Placement.filter(organisation_id=organisation, group_season_id__in=group_seasons):
        if stands_on(placement, today):
            members.setdefault(placement.group_season_id, set()).add(placement.contact_id)
    return members

"""Looking at the groups of a season, and at one of them."""

from collections.abc import Sequence
from datetime import date

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.errors import not_found
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput
from server.people.groups.opening import Here, open_group
from server.people.groups.policies import may_place, may_see_members
from server.people.groups.views import GroupDetails, GroupInSeason, GroupView, GroupWords, Meeting
from server.people.models import Group, GroupMeeting, GroupSeason, Season
from server.people.queries import current_season, today_in

WORDS_SHOWN = 200


class ListGroups(PageInput, frozen=True):
    """Of which organisation, and in which season: the current one if not said."""

    organisation: Id
    season: Id | None = None


@operation("group.list", scope="people:read")
async def list_groups(ctx: Context, given: ListGroups) -> ListView[GroupView]:
    """List the groups of a season by name, with how many stand in each. Refused: not_found (no such season)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    today = await today_in(given.organisation)
    season = await _season(given, today)
    if season is None:
        return ListView(items=[])
    here = {row.group_id: row for row in await GroupSeason.filter(
        organisation_id=given.organisation, season_id=season.id
    )}  # fmt: skip
    counts = await count_members(given.organisation, [row.id for row in here.values()], today)
    found = Group.filter(organisation_id=given.organisation, id__in=list(here)).order_by("name", "id")
    return await page_of(
        found, given, lambda row: GroupView.seen(row, here[row.id], counts.get(here[row.id].id, 0))
    )  # fmt: skip


async def _season(given: ListGroups, today: date) -> Season | None:
    if given.season is None:
        return await current_season(given.organisation, today)
    season = await Season.get_or_none(organisation_id=given.organisation, id=given.season)
    if season is None:
        raise not_found()
    return season


class GetGroup(Input, frozen=True):
    """Which one, and in which season: the current one if not said, or else its latest."""

    group: Id
    season: Id | None = None


@operation("group.get", scope="people:read")
async def get_group(ctx: Context, given: GetGroup) -> GroupDetails:
    """Show a group in a season, with when it meets and the other seasons in which it was.

    Refused: not_found (no such group, or not in that season).
    """
    return await details_of(ctx, await open_group(ctx, given.group, given.season))


async def details_of(ctx: Context, here: Here) -> GroupDetails:
    """All of a group that the actor may see."""
    group, kept = here.group, here.group_season
    own = {"organisation_id": group.organisation_id}
    meetings = await GroupMeeting.filter(**own, group_season_id=kept.id).order_by("weekday", "from_minute", "id")
    sees = may_see_members(ctx.actor, group).allowed
    return GroupDetails(
        id=group.id,
        organisation=group.organisation_id,
        name=group.name,
        season=here.season.id,
        active=here.season.closed_at is None,
        abbreviation=group.abbreviation,
        type=kept.type,
        composition=kept.composition,
        place=kept.place,
        remarks=kept.remarks if sees else None,
        meetings=[Meeting.seen(row) for row in meetings],
        seasons=await _seasons_of(group),
        may_see_members=sees,
        may_place=may_place(ctx.actor, group).allowed,
    )


async def _seasons_of(group: Group) -> list[GroupInSeason]:
    own = {"organisation_id": group.organisation_id}
    kept = GroupSeason.filter(**own, group_id=group.id).select_related("season").order_by("-season__first_day")
    found = await kept
    counts = await count_members(group.organisation_id, [row.id for row in found], None)
    return [_in_season(row, counts.get(row.id, 0)) for row in found]


def _in_season(row: GroupSeason, members: int) -> GroupInSeason:
    return GroupInSeason(
        season=row.season_id,
        name=row.season.name,
        first_day=row.season.first_day,
        last_day=row.season.last_day,
        active=row.season.closed_at is None,
        members=members,
    )


async def count_members(organisation: int, group_seasons: Sequence[int], day: date | None) -> dict[int, int]:
    """How many people stand in each group of a season: on a day, or at any time of the season. One query."""
    if not group_seasons:
        return {}
    on_day = 'AND COALESCE(p."from_day", ?) <= ? AND COALESCE(p."until_day", ?) >= ?' if day else ""
    sql = (
        'SELECT p."group_season_id" AS "here", COUNT(DISTINCT p."contact_id") AS "members" FROM "placement" p '
        'JOIN "contact" c ON c."id" = p."contact_id" AND c."organisation_id" = p."organisation_id" '
        f'WHERE p."organisation_id" = ? AND p."group_season_id" IN ({marks(group_seasons)}) '
        f'AND c."removed_at" IS NULL {on_day} GROUP BY p."group_season_id"'
    )
    found = await rows(sql, [organisation, *group_seasons, *([day] * 4 if day else [])])
    return {row["here"]: row["members"] for row in found}


class SuggestWords(Input, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("group.suggest", scope="people:read")
async def suggest_words(ctx: Context, given: SuggestWords) -> GroupWords:
    """Show which types, compositions and places groups have so far, to choose from when one is filled in."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    kept = GroupSeason.filter(organisation_id=given.organisation).distinct()
    found = await kept.values_list("type", "composition", "place")
    types, compositions, places = (
        sorted({str(row[place]) for row in found if row[place]}, key=str.casefold)[:WORDS_SHOWN] for place in range(3)
    )
    return GroupWords(types=types, compositions=compositions, places=places)

"""Seasons: the years of work in which groups stand."""

from datetime import date
from typing import Annotated, Any

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput
from server.people.groups.days import check_season_days, current_of
from server.people.groups.opening import open_arranged, open_season
from server.people.groups.views import SeasonView
from server.people.models import GroupSeason, Season
from server.people.queries import current_season, today_in
from server.people.rewriting import delete_rows

SeasonName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class ListSeasons(PageInput, frozen=True):
    """Of which organisation; only those in which can be worked, if so asked."""

    organisation: Id
    active: bool = False


@operation("season.list", scope="people:read")
async def list_seasons(ctx: Context, given: ListSeasons) -> ListView[SeasonView]:
    """List an organisation's seasons, the latest first; one of them is current."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    current = await current_season(given.organisation)
    found = Season.filter(organisation_id=given.organisation).order_by("-first_day", "id")
    found = found.filter(closed_at=None) if given.active else found
    return await page_of(found, given, lambda row: SeasonView.seen(row, current))


class CreateSeason(Input, frozen=True):
    """A name, and the first and last day."""

    organisation: Id
    name: SeasonName
    first_day: date
    last_day: date


@operation("season.create", scope="people:write")
async def create_season(ctx: Context, given: CreateSeason) -> SeasonView:
    """Make a season; groups come into it by `group.create` and `group.copy`.

    Refused: not_found (no standing there), forbidden, invalid (a last day before the first, more than three years),
    conflict (its name is taken, its days overlap with those of another season: there are never two at once).
    """
    await open_arranged(ctx, given.organisation)
    check_season_days(given.first_day, given.last_day)
    season = Season(
        id=new_id(), organisation_id=given.organisation, name=given.name.strip(), first_day=given.first_day,
        last_day=given.last_day,
    )  # fmt: skip
    await _check_free(season)
    ctx.add(season)
    ctx.record(given.organisation, "season", season.id, details="name, first_day, last_day")
    return await _seen(season)


class ChangeSeason(Input, frozen=True):
    """What to change; what is left out stays."""

    season: Id
    name: SeasonName | None = None
    first_day: date | None = None
    last_day: date | None = None


@operation("season.change", scope="people:write")
async def change_season(ctx: Context, given: ChangeSeason) -> SeasonView:
    """Give a season another name or other days. Who stands in its groups without days of their own stands there then.

    Refused: not_found, forbidden, invalid (its days), conflict (as for `season.create`, or the season is closed).
    """
    season = await open_season(ctx, given.season)
    # Of two who move seasons at once, the second sees where the first has put its own.
    await open_arranged(ctx, season.organisation_id)
    if season.closed_at is not None:
        raise Refusal("conflict", "season_closed", season=season.name)
    changes = _changes(season, given)
    if changes:
        ctx.change(season, **changes)
        check_season_days(season.first_day, season.last_day)
        await _check_free(season)
        ctx.record(season.organisation_id, "season", season.id, details=", ".join(sorted(changes)))
    return await _seen(season)


def _changes(season: Season, given: ChangeSeason) -> dict[str, Any]:
    wanted = {
        "name": given.name.strip() if given.name else None,
        "first_day": given.first_day,
        "last_day": given.last_day,
    }
    return {name: value for name, value in wanted.items() if value is not None and value != getattr(season, name)}


class CloseSeason(Input, frozen=True):
    """Which one."""

    season: Id


@operation("season.close", scope="people:write")
async def close_season(ctx: Context, given: CloseSeason) -> SeasonView:
    """Close a season: from now on it is only looked at. Closing it again changes nothing.

    Refused: not_found, forbidden.
    """
    season = await open_season(ctx, given.season)
    if season.closed_at is None:
        ctx.change(season, closed_at=ctx.now)
        ctx.record(season.organisation_id, "season", season.id, details="closed_at")
    return await _seen(season)


class ReopenSeason(Input, frozen=True):
    """Which one."""

    season: Id


@operation("season.reopen", scope="people:write")
async def reopen_season(ctx: Context, given: ReopenSeason) -> SeasonView:
    """Work in a closed season again. Refused: not_found, forbidden."""
    season = await open_season(ctx, given.season)
    if season.closed_at is not None:
        ctx.change(season, closed_at=None)
        ctx.record(season.organisation_id, "season", season.id, details="closed_at")
    return await _seen(season)


class RemoveSeason(Input, frozen=True):
    """Which one."""

    season: Id


@operation("season.remove", scope="people:write")
async def remove_season(ctx: Context, given: RemoveSeason) -> Nothing:
    """Remove a season that was made by mistake. Refused: not_found, forbidden, conflict (there are groups in it)."""
    season = await open_season(ctx, given.season, remove=True)
    if await GroupSeason.filter(organisation_id=season.organisation_id, season_id=season.id).exists():
        raise Refusal("conflict", "season_has_groups", season=season.name)
    await delete_rows([season])
    ctx.record(season.organisation_id, "season", season.id)
    return Nothing()


async def _check_free(season: Season) -> None:
    others = Season.filter(organisation_id=season.organisation_id).exclude(id=season.id)
    if await others.filter(name=season.name).exists():
        raise Refusal("conflict", "season_exists", name=season.name)
    running = others.filter(first_day__lte=season.last_day, last_day__gte=season.first_day)
    if (other := await running.order_by("first_day").first()) is not None:
        raise Refusal("conflict", "seasons_overlap", season=other.name)


async def _seen(season: Season) -> SeasonView:
    """The season beside the current one, as it will be once this is committed."""
    others = await Season.filter(organisation_id=season.organisation_id).exclude(id=season.id)
    return SeasonView.seen(season, current_of([*others, season], await today_in(season.organisation_id)))

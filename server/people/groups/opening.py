"""Fetching seasons, groups and placements and judging what the actor may do there, in one step; absent and hidden look
the same. What is written in a season waits for its row: so no two place the same at once, and none in a season that is
being closed."""

from dataclasses import dataclass

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.wire import invalid
from server.people.groups.policies import may_arrange, may_arrange_row, may_bring_in, may_look_at, may_place
from server.people.models import Contact, Group, GroupFunction, GroupSeason, Placement, Season
from server.people.policies import may_see_contact
from server.people.queries import current_season, groups_of, groups_of_contacts


@dataclass(frozen=True, slots=True)
class Here:
    """A group as it is in one season."""

    group: Group
    season: Season
    group_season: GroupSeason


async def open_arranged(ctx: Context, organisation: int) -> None:
    """What the organisation has of seasons, functions and the like, to add to it: one after the other."""
    ctx.allow(may_arrange(ctx.actor, organisation))
    await Organisation.filter(id=organisation).select_for_update(no_key=True).get()


async def open_season(ctx: Context, season: int, *, remove: bool = False) -> Season:
    """A season to change or remove, locked with all that is written in it. Raises not_found or forbidden."""
    found = await Season.get_or_none(id=season, organisation_id__in=ctx.actor.organisations)
    ctx.allow(may_arrange_row(ctx.actor, found))
    if found is None:
        raise not_found()
    return await lock_season(found, remove=remove)


async def lock_season(season: Season, *, remove: bool = False) -> Season:
    """A season as it is once nobody else writes in it; to `remove` it, also nobody who refers to it."""
    own = Season.filter(organisation_id=season.organisation_id, id=season.id)
    locked = await own.select_for_update(no_key=not remove).first()
    if locked is None:
        raise not_found()
    return locked


async def lock_open_season(season: Season) -> Season:
    """The same, for one in which may be worked. Raises conflict for one that was closed."""
    locked = await lock_season(season)
    if locked.closed_at is not None:
        raise Refusal("conflict", "season_closed", season=locked.name)
    return locked


async def find_group(ctx: Context, group: int) -> Group | None:
    """A group of one of the actor's organisations."""
    return await Group.get_or_none(id=group, organisation_id__in=ctx.actor.organisations)


async def open_group(ctx: Context, group: int, season: int | None) -> Here:
    """A group to look at, in one of its seasons: the current one if not said, or else its latest. Raises not_found."""
    found = await find_group(ctx, group)
    ctx.allow(may_look_at(ctx.actor, found))
    if found is None:
        raise not_found()
    wanted = GroupSeason.filter(organisation_id=found.organisation_id, group_id=found.id)
    if season is None:
        current = await current_season(found.organisation_id)
        order = await wanted.select_related("season").order_by("-season__first_day")
        here = next((row for row in order if current and row.season_id == current.id), None) or next(iter(order), None)
    else:
        here = await wanted.filter(season_id=season).select_related("season").first()
    if here is None:
        raise not_found()
    return Here(found, here.season, here)


async def open_arranged_group(ctx: Context, group: int, season: int | None) -> Here:
    """A group to change in a season. Raises not_found, forbidden, or conflict for a closed season."""
    found = await find_group(ctx, group)
    ctx.allow(may_arrange_row(ctx.actor, found))
    return await here_of(found, season)


async def open_placing(ctx: Context, group: int, season: int | None) -> Here:
    """A group in which to place people, in a season. Raises not_found, forbidden, or conflict for a closed season."""
    found = await find_group(ctx, group)
    ctx.allow(may_place(ctx.actor, found))
    return await here_of(found, season)


async def here_of(group: Group | None, season: int | None) -> Here:
    """A group as it is in a season in which may be worked, which is locked. Raises not_found or conflict."""
    if group is None:
        raise not_found()
    wanted = await season_or_current(group.organisation_id, season)
    locked = await lock_open_season(wanted)
    here = await GroupSeason.get_or_none(
        organisation_id=group.organisation_id, group_id=group.id, season_id=locked.id
    )  # fmt: skip
    if here is None:
        raise Refusal("conflict", "group_not_in_season", group=group.name, season=locked.name)
    here.group, here.season = group, locked
    return Here(group, locked, here)


async def season_or_current(organisation: int, season: int | None) -> Season:
    """A season of an organisation, or the current one. Raises not_found, or conflict when there is none yet."""
    if season is None:
        if (current := await current_season(organisation)) is None:
            raise Refusal("conflict", "no_season")
        return current
    if (found := await Season.get_or_none(organisation_id=organisation, id=season)) is None:
        raise not_found()
    return found


async def open_placement(ctx: Context, placement: int) -> Placement:
    """A placement to change, its season locked. Raises not_found, forbidden, or conflict for a closed season."""
    wanted = Placement.filter(id=placement, organisation_id__in=ctx.actor.organisations)
    found = await wanted.select_related("group_season__group", "group_season__season").first()
    ctx.allow(may_place(ctx.actor, found.group_season.group if found else None))
    if found is None:
        raise not_found()
    season = await lock_open_season(found.group_season.season)
    # Read again: somebody may have changed or removed it while we waited for the season.
    again = Placement.filter(id=placement, organisation_id=found.organisation_id)
    locked = await again.select_related("contact", "function", "group_season__group", "group_season__season").first()
    if locked is None:
        raise not_found()
    locked.group_season.season = season
    return locked


async def open_function(ctx: Context, function: int, *, remove: bool = False) -> GroupFunction:
    """A function to change or remove, locked until the commit. Raises not_found or forbidden."""
    wanted = GroupFunction.filter(id=function, organisation_id__in=ctx.actor.organisations)
    found = await wanted.select_for_update(no_key=not remove).first()
    ctx.allow(may_arrange_row(ctx.actor, found))
    if found is None:
        raise not_found()
    return found


async def check_function(organisation: int, function: int) -> GroupFunction:
    """A function that can be given. Raises not_found, or conflict when it was closed."""
    found = await GroupFunction.get_or_none(organisation_id=organisation, id=function)
    if found is None:
        raise not_found()
    if found.closed_at is not None:
        raise Refusal("conflict", "function_closed", function=found.name)
    return found


async def check_placed(ctx: Context, organisation: int, contacts: list[int]) -> list[Contact]:
    """Persons whom the actor may place. Raises not_found, forbidden (who manages one group brings in nobody else), or
    invalid for a company."""
    found = await Contact.filter(organisation_id=organisation, id__in=contacts, removed_at=None).order_by("id")
    if len(found) < len(set(contacts)):
        raise not_found()
    if not may_arrange(ctx.actor, organisation).allowed:
        groups = await groups_of_contacts(organisation, contacts)
        for contact in found:
            ctx.allow(may_bring_in(ctx.actor, organisation, groups.get(contact.id, set())))
    if any(contact.kind != "person" for contact in found):
        raise invalid(contact=Reason("company_not_placed"))
    return found


async def open_known_contact(ctx: Context, contact: int) -> Contact:
    """A contact of whom the actor may see all that is known. Raises not_found or forbidden."""
    found = await Contact.get_or_none(id=contact, organisation_id__in=ctx.actor.organisations, removed_at=None)
    ctx.allow(may_see_contact(ctx.actor, found, await groups_of(found) if found else ()))
    if found is None:
        raise not_found()
    return found

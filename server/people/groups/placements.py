"""Placing people in groups: as what, active or reader, from when until when."""

from datetime import date
from typing import Annotated, Any

import msgspec
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.people.groups.days import check_days, check_no_twin, check_within, span
from server.people.groups.events import GroupseasonChanged
from server.people.groups.opening import (
    Here,
    check_function,
    check_placed,
    find_group,
    open_known_contact,
    open_placement,
    open_placing,
    season_or_current,
)
from server.people.groups.placing import Wish, place_contacts
from server.people.groups.policies import may_see_members
from server.people.groups.views import PlacedMany, PlacementView
from server.people.models import Placement
from server.people.rewriting import delete_rows

ManyContacts = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]
FETCHED = ("contact", "function", "group_season__group", "group_season__season")


class ListPlacements(PageInput, frozen=True):
    """Of which group, in which season (the current one if not said): everyone in that season, or who stood there on a
    day."""

    group: Id
    season: Id | None = None
    day: date | None = None


@operation("placement.list", scope="people:read")
async def list_placements(ctx: Context, given: ListPlacements) -> ListView[PlacementView]:
    """List who stands in a group and as what, in the order of functions and names; who left in the season too.

    Refused: not_found (no such group or season), forbidden (no right to see the members of that group).
    """
    check_days(day=given.day)
    group = await find_group(ctx, given.group)
    ctx.allow(may_see_members(ctx.actor, group))
    if group is None:
        raise not_found()
    season = await season_or_current(group.organisation_id, given.season)
    found = _known(group.organisation_id).filter(group_season__group_id=group.id, group_season__season_id=season.id)
    if given.day is not None:
        if not season.first_day <= given.day <= season.last_day:
            return ListView(items=[])
        found = _on(found, given.day)
    ordered = found.order_by("function__position", "contact__search_name", "contact_id", "from_day", "id")
    return await page_of(ordered, given, PlacementView.of)


def _known(organisation: int) -> QuerySet[Placement]:
    return Placement.filter(organisation_id=organisation, contact__removed_at=None).select_related(*FETCHED)


def _on(found: QuerySet[Placement], day: date) -> QuerySet[Placement]:
    began = Q(from_day=None) | Q(from_day__lte=day)
    return found.filter(began, Q(until_day=None) | Q(until_day__gte=day))


class ListHistory(PageInput, frozen=True):
    """Of whom."""

    contact: Id


@operation("placement.history", scope="people:read")
async def list_history(ctx: Context, given: ListHistory) -> ListView[PlacementView]:
    """List where somebody stands and stood, and as what, the latest season first.

    Refused: not_found (no such contact), forbidden (no right to see what is known of them).
    """
    contact = await open_known_contact(ctx, given.contact)
    found = _known(contact.organisation_id).filter(contact_id=contact.id)
    return await page_of(
        found.order_by("-group_season__season__first_day", "group_season__group__name", "-from_day", "id"),
        given,
        PlacementView.of,
    )


class PutPlacement(Input, frozen=True):
    """Whom, in which group and season (the current one if not said), and as what; a reader is not active.

    Without days it is for the whole season.
    """

    group: Id
    contact: Id
    function: Id
    season: Id | None = None
    active: bool = True
    from_day: date | None = None
    until_day: date | None = None


@operation("placement.put", scope="people:write")
async def put_placement(ctx: Context, given: PutPlacement) -> PlacementView:
    """Place a contact in a group; who has several functions, or returns, is placed more than once.

    Refused: not_found (no such group, season, function or contact), forbidden (no right to manage members there, or in
    one group only and the contact is not there yet), invalid (days outside the season, a company), conflict (they have
    that function there in that period, the season or the function is closed, the group is not in that season).
    """
    here = await open_placing(ctx, given.group, given.season)
    organisation = here.group.organisation_id
    wish = Wish(await check_function(organisation, given.function), given.active, given.from_day, given.until_day)
    check_within(here.season, given.from_day, given.until_day)
    (contact,) = await check_placed(ctx, organisation, [given.contact])
    placement = wish.row(here.group_season, contact)
    check_no_twin(placement, await _others(here, [contact.id]), here.season)
    ctx.add(placement)
    ctx.emit(GroupseasonChanged(here.group_season))
    ctx.record(organisation, "contact", contact.id, details="placement")
    return PlacementView.of(placement)


async def _others(here: Here, contacts: list[int]) -> list[Placement]:
    return await Placement.filter(
        organisation_id=here.group.organisation_id, group_season_id=here.group_season.id, contact_id__in=contacts
    )


class PutManyPlacements(Input, frozen=True):
    """Whom, at most a thousand at once; the rest as for `placement.put`."""

    group: Id
    contacts: ManyContacts
    function: Id
    season: Id | None = None
    active: bool = True
    from_day: date | None = None
    until_day: date | None = None


@operation("placement.put_many", scope="people:write")
async def put_many_placements(ctx: Context, given: PutManyPlacements) -> PlacedMany:
    """Place many contacts in a group with the same function; who has it there in that period already stays as they are.

    Refused: as `placement.put`, for all if for one.
    """
    here = await open_placing(ctx, given.group, given.season)
    organisation = here.group.organisation_id
    wish = Wish(await check_function(organisation, given.function), given.active, given.from_day, given.until_day)
    check_within(here.season, given.from_day, given.until_day)
    contacts = await check_placed(ctx, organisation, sorted(set(given.contacts)))
    there = await _others(here, [contact.id for contact in contacts])
    placed = place_contacts(here, contacts, wish, there)
    ctx.add(*placed)
    ctx.emit(GroupseasonChanged(here.group_season))
    ctx.record(organisation, "group", here.group.id, details=f"placements: {len(placed)}")
    return PlacedMany(
        placed=len(placed),
        there_already=len(contacts) - len(placed),
        placements=[placement.id for placement in placed],
    )


class ChangePlacement(Input, frozen=True):
    """What to change; what is left out stays."""

    placement: Id
    function: Id | None = None
    active: bool | None = None
    from_day: date | None = None
    until_day: date | None = None


@operation("placement.change", scope="people:write")
async def change_placement(ctx: Context, given: ChangePlacement) -> PlacementView:
    """Correct somebody's function in a group, whether they are active, or the days.

    Who gets another function on a day is better ended on that day and placed anew: so it is known who sang when.
    Refused: not_found, forbidden, invalid (days outside the season), conflict (they have that function there in that
    period already, the season or the new function is closed).
    """
    placement = await open_placement(ctx, given.placement)
    check_within(placement.group_season.season, given.from_day, given.until_day)
    changes: dict[str, Any] = {
        name: value
        for name in ("active", "from_day", "until_day")
        if (value := getattr(given, name)) is not None and value != getattr(placement, name)
    }
    if given.function is not None and given.function != placement.function_id:
        changes["function"] = await check_function(placement.organisation_id, given.function)
    await _change(ctx, placement, changes)
    return PlacementView.of(placement)


class EndPlacement(Input, frozen=True):
    """Which one, and the last day; null takes an end back: it lasts until the end of the season again."""

    placement: Id
    day: date | None


@operation("placement.end", scope="people:write")
async def end_placement(ctx: Context, given: EndPlacement) -> PlacementView:
    """End somebody's function in a group on a day, the last on which they have it; it stays in their history.

    Refused: not_found, forbidden, invalid (a day outside the season or before they began), conflict (they returned
    meanwhile and the end cannot be taken back, or the season is closed).
    """
    placement = await open_placement(ctx, given.placement)
    check_within(placement.group_season.season, None, given.day)
    if given.day != placement.until_day:
        await _change(ctx, placement, {"until_day": given.day, "end_reason": None})
    return PlacementView.of(placement)


async def _change(ctx: Context, placement: Placement, changes: dict[str, Any]) -> None:
    """Change a placement if it is then in order and no twin of another."""
    if not changes:
        return
    season, here = placement.group_season.season, placement.group_season
    if "function" in changes:
        placement.function = changes.pop("function")
        changes["function_id"] = placement.function.id
    ctx.change(placement, **changes)
    ctx.emit(GroupseasonChanged(here))
    first, last = span(season, placement.from_day, placement.until_day)
    if last < first:
        raise invalid(**{next(iter({"until_day", "from_day"} & changes.keys())): Reason("placement_days")})
    others = await _others(Here(here.group, season, here), [placement.contact_id])
    check_no_twin(placement, others, season)
    fields = ", ".join(sorted(changes)).replace("_id", "")
    ctx.record(placement.organisation_id, "contact", placement.contact_id, details=f"placement: {fields}")


class RemovePlacement(Input, frozen=True):
    """Which one."""

    placement: Id


@operation("placement.remove", scope="people:write")
async def remove_placement(ctx: Context, given: RemovePlacement) -> Nothing:
    """Take back a placement that was a mistake: it leaves no history. Who stops is ended instead.

    Refused: not_found, forbidden, conflict (the season is closed).
    """
    placement = await open_placement(ctx, given.placement)
    await delete_rows([placement])
    ctx.emit(GroupseasonChanged(placement.group_season))
    ctx.record(placement.organisation_id, "contact", placement.contact_id, details="placement")
    return Nothing()

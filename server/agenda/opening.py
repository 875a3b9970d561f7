"""Fetching an occurrence and judging what the actor may do with it, in one step; absent and hidden look the same."""

from server.agenda.models import Occurrence, Series
from server.agenda.policies import may_replan, may_see
from server.kernel.audit import named_by
from server.kernel.context import Context
from server.kernel.errors import not_found

named_by("occurrence", Occurrence, "title")
named_by("series", Series, "title")


async def open_occurrence(ctx: Context, occurrence: int) -> Occurrence:
    """An occurrence to look at. Raises not_found."""
    found = await Occurrence.get_or_none(id=occurrence, organisation_id__in=ctx.actor.organisations)
    ctx.allow(may_see(ctx.actor, found))
    if found is None:
        raise not_found()
    return found


async def open_planned(ctx: Context, occurrence: int) -> Occurrence:
    """An occurrence to change, locked until the commit so that no change is lost. Raises not_found or forbidden."""
    wanted = Occurrence.filter(id=occurrence, organisation_id__in=ctx.actor.organisations)
    found = await wanted.select_for_update().first()
    ctx.allow(may_replan(ctx.actor, found))
    if found is None:
        raise not_found()
    return found

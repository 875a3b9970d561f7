"""Functions: what one can be in a group."""

from typing import Annotated

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.people.groups.opening import open_arranged, open_function
from server.people.groups.views import FunctionView
from server.people.models import GroupFunction, Placement
from server.people.rewriting import delete_rows

FunctionName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class ListFunctions(PageInput, frozen=True):
    """Of which organisation; only those that can be given, if so asked."""

    organisation: Id
    active: bool = False


@operation("function.list", scope="people:read")
async def list_functions(ctx: Context, given: ListFunctions) -> ListView[FunctionView]:
    """List what one can be in a group, in the order that was chosen, and how often each was given."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = GroupFunction.filter(organisation_id=given.organisation).order_by("position", "name", "id")
    found = found.filter(closed_at=None) if given.active else found
    used = await _uses(given.organisation)
    return await page_of(found, given, lambda row: FunctionView.of(row, used=used.get(row.id, 0)))


async def _uses(organisation: int) -> dict[int, int]:
    sql = 'SELECT "function_id", COUNT(*) AS "used" FROM "placement" WHERE "organisation_id" = ? GROUP BY "function_id"'
    return {row["function_id"]: row["used"] for row in await rows(sql, [organisation])}


class CreateFunction(Input, frozen=True):
    """What it is called."""

    organisation: Id
    name: FunctionName


@operation("function.create", scope="people:write")
async def create_function(ctx: Context, given: CreateFunction) -> FunctionView:
    """Add something that one can be in a group; it comes last in the order.

    Refused: not_found (no standing there), forbidden, conflict (there is one of that name).
    """
    await open_arranged(ctx, given.organisation)
    name = given.name.strip()
    await _check_name(given.organisation, name)
    last = await GroupFunction.filter(organisation_id=given.organisation).order_by("-position").first()
    function = GroupFunction(
        id=new_id(), organisation_id=given.organisation, name=name, position=last.position + 1 if last else 0
    )
    ctx.add(function)
    ctx.record(given.organisation, "function", function.id, details="name")
    return FunctionView.of(function, used=0)


class ChangeFunction(Input, frozen=True):
    """Which one, and its new name."""

    function: Id
    name: FunctionName


@operation("function.change", scope="people:write")
async def change_function(ctx: Context, given: ChangeFunction) -> FunctionView:
    """Give a function another name, for all who have or had it. Refused: not_found, forbidden, conflict (name)."""
    function = await open_function(ctx, given.function)
    name = given.name.strip()
    if name != function.name:
        await _check_name(function.organisation_id, name)
        ctx.change(function, name=name)
        ctx.record(function.organisation_id, "function", function.id, details="name")
    return await _seen(function)


async def _check_name(organisation: int, name: str) -> None:
    if await GroupFunction.filter(organisation_id=organisation, name=name).exists():
        raise Refusal("conflict", "function_exists", name=name)


class ReorderFunctions(Input, frozen=True):
    """The functions in the order in which they are shown; those that are left out come after them, as they were."""

    organisation: Id
    functions: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=500)]


@operation("function.reorder", scope="people:write")
async def reorder_functions(ctx: Context, given: ReorderFunctions) -> Nothing:
    """Put the functions in another order; lists of members follow it.

    Refused: not_found (no standing there, no such function), forbidden, invalid (one is named twice).
    """
    await open_arranged(ctx, given.organisation)
    found = await GroupFunction.filter(organisation_id=given.organisation).order_by("position", "name", "id")
    known = {row.id: row for row in found}
    if len(set(given.functions)) < len(given.functions):
        raise invalid(functions=Reason("function_order"))
    if not known.keys() >= set(given.functions):
        raise not_found()
    order = [*(known.pop(one) for one in given.functions), *known.values()]
    moved = [(row, place) for place, row in enumerate(order) if row.position != place]
    for row, place in moved:
        ctx.change(row, position=place)
    if moved:
        ctx.record(given.organisation, "function", details="position")
    return Nothing()


class CloseFunction(Input, frozen=True):
    """Which one."""

    function: Id


@operation("function.close", scope="people:write")
async def close_function(ctx: Context, given: CloseFunction) -> FunctionView:
    """Give a function to nobody any more; those who have it keep it. Refused: not_found, forbidden."""
    function = await open_function(ctx, given.function)
    if function.closed_at is None:
        ctx.change(function, closed_at=ctx.now)
        ctx.record(function.organisation_id, "function", function.id, details="closed_at")
    return await _seen(function)


class ReopenFunction(Input, frozen=True):
    """Which one."""

    function: Id


@operation("function.reopen", scope="people:write")
async def reopen_function(ctx: Context, given: ReopenFunction) -> FunctionView:
    """Let a closed function be given again. Refused: not_found, forbidden."""
    function = await open_function(ctx, given.function)
    if function.closed_at is not None:
        ctx.change(function, closed_at=None)
        ctx.record(function.organisation_id, "function", function.id, details="closed_at")
    return await _seen(function)


class RemoveFunction(Input, frozen=True):
    """Which one."""

    function: Id


@operation("function.remove", scope="people:write")
async def remove_function(ctx: Context, given: RemoveFunction) -> Nothing:
    """Remove a function that nobody has or had. Refused: not_found, forbidden, conflict (somebody has or had it)."""
    function = await open_function(ctx, given.function, remove=True)
    used = Placement.filter(organisation_id=function.organisation_id, function_id=function.id)
    if await used.exists():
        raise Refusal("conflict", "function_used", function=function.name)
    await delete_rows([function])
    ctx.record(function.organisation_id, "function", function.id)
    return Nothing()


async def _seen(function: GroupFunction) -> FunctionView:
    used = await Placement.filter(organisation_id=function.organisation_id, function_id=function.id).count()
    return FunctionView.of(function, used=used)

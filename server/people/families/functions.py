"""What one can be in a family: an organisation's own list."""

from typing import Annotated

import msgspec

from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.people.families.guardians import settle_guardians
from server.people.families.policies import may_manage_families
from server.people.families.views import FamilyFunctionView
from server.people.models import FamilyFunction, FamilyMember

FunctionName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Position = Annotated[int, msgspec.Meta(ge=0, le=1000)]


class ListFamilyFunctions(PageInput, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("family_function.list", scope="people:read")
async def list_family_functions(ctx: Context, given: ListFamilyFunctions) -> ListView[FamilyFunctionView]:
    """List what one can be in a family here, in its order. Refused: not_found (no standing there)."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = FamilyFunction.filter(organisation_id=given.organisation).order_by("position", "name", "id")
    return await page_of(found, given, FamilyFunctionView.of)


class CreateFamilyFunction(Input, frozen=True):
    """A name, and what it means: may they act for the minors, or are they such a minor?"""

    organisation: Id
    name: FunctionName
    gives_access: bool = False
    is_child: bool = False
    position: Position = 100


@operation("family_function.create", scope="people:write")
async def create_family_function(ctx: Context, given: CreateFamilyFunction) -> FamilyFunctionView:
    """Add something that one can be in a family.

    Refused: not_found, forbidden (no right to manage members), invalid (the name is taken, both child and access).
    """
    ctx.allow(may_manage_families(ctx.actor, given.organisation))
    function = FamilyFunction(
        id=new_id(),
        organisation_id=given.organisation,
        name=given.name.strip(),
        gives_access=given.gives_access,
        is_child=given.is_child,
        position=given.position,
    )
    await _check(function)
    ctx.add(function)
    ctx.record(given.organisation, "family_function", function.id)
    return FamilyFunctionView.of(function)


class ChangeFamilyFunction(Input, frozen=True):
    """What to change; what is left out stays."""

    function: Id
    name: FunctionName | None = None
    gives_access: bool | None = None
    is_child: bool | None = None
    position: Position | None = None


@operation("family_function.change", scope="people:write")
async def change_family_function(ctx: Context, given: ChangeFamilyFunction) -> FamilyFunctionView:
    """Change what one can be in a family; who may act for whom follows at once.

    Refused: not_found, forbidden, conflict (whether it is a child's, while somebody has it), invalid (the name is
    taken, both child and access).
    """
    function = await _open(ctx, given.function)
    changed = [
        name for name in given.__struct_fields__[1:] if getattr(given, name) not in (None, getattr(function, name))
    ]
    if "is_child" in changed and await _used(function):
        raise Refusal("conflict", "family_function_used")
    values = {name: getattr(given, name) for name in changed}
    function.update_from_dict(values)
    if changed:
        await _check(function)
        # Written now, not with the unit: who may act for whom is read from this row.
        await FamilyFunction.filter(organisation_id=function.organisation_id, id=function.id).update(**values)
        await settle_guardians(ctx.unit, function.organisation_id)
        ctx.record(function.organisation_id, "family_function", function.id, details=", ".join(changed))
    return FamilyFunctionView.of(function)


class RemoveFamilyFunction(Input, frozen=True):
    """Which one."""

    function: Id


@operation("family_function.remove", scope="people:write")
async def remove_family_function(ctx: Context, given: RemoveFamilyFunction) -> Nothing:
    """Remove something that one could be in a family. Refused: not_found, forbidden, conflict (somebody has it)."""
    function = await _open(ctx, given.function)
    if await _used(function):
        raise Refusal("conflict", "family_function_used")
    await FamilyFunction.filter(organisation_id=function.organisation_id, id=function.id).delete()
    ctx.record(function.organisation_id, "family_function", function.id)
    return Nothing()


async def _open(ctx: Context, function: int) -> FamilyFunction:
    found = await FamilyFunction.get_or_none(organisation_id__in=ctx.actor.organisations, id=function)
    if found is None:
        raise not_found()
    ctx.allow(may_manage_families(ctx.actor, found.organisation_id))
    return found


async def _used(function: FamilyFunction) -> bool:
    members = FamilyMember.filter(organisation_id=function.organisation_id, function_id=function.id)
    return await members.exists()


async def _check(function: FamilyFunction) -> None:
    if function.gives_access and function.is_child:
        raise invalid(is_child=Reason("family_function_both"))
    named = FamilyFunction.filter(organisation_id=function.organisation_id, name=function.name)
    if await named.exclude(id=function.id).exists():
        raise invalid(name=Reason("family_function_taken"))

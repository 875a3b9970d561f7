"""Families: making them, and saying who belongs to one and as what."""

from typing import Annotated

import msgspec

from server.accounts.last_admin import lock_organisation
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import search_form
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.people.families.guardians import settle_guardians
from server.people.families.kinship import check_kinship
from server.people.families.policies import may_manage_families, may_see_family, oneself
from server.people.families.queries import family_views, find_family, open_family
from server.people.families.views import FamilyView
from server.people.models import Contact, Family, FamilyFunction, FamilyMember
from server.people.queries import find_contact

FamilyName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class ListFamilies(PageInput, frozen=True):
    """Part of a family's name or of a member's; or the families of one contact."""

    organisation: Id
    search: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    contact: Id | None = None


@operation("family.list", scope="people:read")
async def list_families(ctx: Context, given: ListFamilies) -> ListView[FamilyView]:
    """List families by name: all of them for who manages members, for others those to which they belong.

    Refused: not_found (no standing there).
    """
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    found = Family.filter(organisation_id=given.organisation)
    if not may_manage_families(ctx.actor, given.organisation).allowed:
        own = oneself(ctx.actor, given.organisation) or 0
        found = found.filter(id__in=await _families_of(given.organisation, contact_id=own))
    if given.contact is not None:
        found = found.filter(id__in=await _families_of(given.organisation, contact_id=given.contact))
    for word in (given.search or "").split():
        matching = await _families_of(given.organisation, contact__search_name__contains=search_form(word))
        named = Family.filter(organisation_id=given.organisation, name__icontains=word)
        found = found.filter(id__in=[*matching, *await named.values_list("id", flat=True)])
    start = page_start(given)
    page = await found.order_by("name", "id").offset(start).limit(given.limit + 1)
    following = str(start + given.limit) if len(page) > given.limit else None
    return ListView(items=await family_views(given.organisation, page[: given.limit]), next=following)


async def _families_of(organisation: int, **which: object) -> list[int]:
    own = {"organisation_id": organisation, "contact__organisation_id": organisation}
    found = await FamilyMember.filter(**own, contact__removed_at=None, **which)
    return sorted({member.family_id for member in found})


class GetFamily(Input, frozen=True):
    """Which one."""

    family: Id


@operation("family.get", scope="people:read")
async def get_family(ctx: Context, given: GetFamily) -> FamilyView:
    """Show a family: who belongs to it, and who acts for whom. Refused: not_found (also for who does not belong)."""
    found = await find_family(ctx, given.family)
    members = await _members(found) if found is not None else []
    ctx.allow(may_see_family(ctx.actor, found, [member.contact_id for member in members]))
    if found is None:
        raise not_found()
    return await _shown(found)


class CreateFamily(Input, frozen=True):
    """A name, such as "Vinkenrode" or "Vinkenrode-Claes"."""

    organisation: Id
    name: FamilyName


@operation("family.create", scope="people:write")
async def create_family(ctx: Context, given: CreateFamily) -> FamilyView:
    """Make a family, in which nobody is yet.

    Refused: not_found, forbidden (no right to manage members), invalid (the name is taken).
    """
    ctx.allow(may_manage_families(ctx.actor, given.organisation))
    name = given.name.strip()
    await _check_name(given.organisation, name)
    family = Family(id=new_id(), organisation_id=given.organisation, name=name)
    ctx.add(family)
    ctx.record(given.organisation, "family", family.id)
    return FamilyView(id=family.id, organisation=given.organisation, name=name, members=[], access=[])


class ChangeFamily(Input, frozen=True):
    """Its new name."""

    family: Id
    name: FamilyName


@operation("family.change", scope="people:write")
async def change_family(ctx: Context, given: ChangeFamily) -> FamilyView:
    """Give a family another name. Refused: not_found, forbidden, invalid (the name is taken)."""
    family = await open_family(ctx, given.family)
    name = given.name.strip()
    if name != family.name:
        await _check_name(family.organisation_id, name)
        ctx.change(family, name=name)
        ctx.record(family.organisation_id, "family", family.id, details="name")
    return await _shown(family)


async def _check_name(organisation: int, name: str) -> None:
    if await Family.filter(organisation_id=organisation, name=name).exists():
        raise invalid(name=Reason("family_name_taken"))


class RemoveFamily(Input, frozen=True):
    """Which one."""

    family: Id


@operation("family.remove", scope="people:write")
async def remove_family(ctx: Context, given: RemoveFamily) -> Nothing:
    """Take a family apart; its people stay, and who acted for a child by it does so no longer.

    Refused: not_found, forbidden.
    """
    family = await open_family(ctx, given.family)
    own = {"organisation_id": family.organisation_id}
    await FamilyMember.filter(**own, family_id=family.id).delete()
    await Family.filter(**own, id=family.id).delete()
    await settle_guardians(ctx.unit, family.organisation_id)
    ctx.record(family.organisation_id, "family", family.id)
    return Nothing()


class PutMember(Input, frozen=True):
    """Who, and as what."""

    family: Id
    contact: Id
    function: Id


@operation("family.put_member", scope="people:write")
async def put_member(ctx: Context, given: PutMember) -> FamilyView:
    """Say that somebody belongs to a family, and as what; who belongs there already gets the other function.

    Who may act for whom follows at once. Refused: not_found (family, contact or function), forbidden, invalid (a
    company; somebody would be child and parent of the same person; a parent would be younger than the child).
    """
    family = await open_family(ctx, given.family)
    contact = await find_contact(family.organisation_id, given.contact, lock=True)
    # Of two at once the second sees the first: else each could make the other's child a parent.
    await lock_organisation(family.organisation_id)
    function = await FamilyFunction.get_or_none(organisation_id=family.organisation_id, id=given.function)
    if contact is None or function is None:
        raise not_found()
    if contact.kind != "person":
        raise invalid(contact=Reason("family_persons_only"))
    await check_kinship(family, contact, function)
    await _put(family, contact, function)
    await settle_guardians(ctx.unit, family.organisation_id)
    ctx.record(family.organisation_id, "contact", contact.id, details="family, function")
    return await _shown(family)


async def _put(family: Family, contact: Contact, function: FamilyFunction) -> None:
    # Written now, not with the unit: who may act for whom is read from these rows.
    place = {"organisation_id": family.organisation_id, "family_id": family.id, "contact_id": contact.id}
    if not await FamilyMember.filter(**place).update(function_id=function.id):
        await FamilyMember.create(id=new_id(), function_id=function.id, **place)


class TakeOutMember(Input, frozen=True):
    """Who."""

    family: Id
    contact: Id


@operation("family.take_out", scope="people:write")
async def take_out_member(ctx: Context, given: TakeOutMember) -> FamilyView:
    """Say that somebody no longer belongs to a family; who acted for a child by it does so no longer.

    Refused: not_found (no such family, or they do not belong to it), forbidden.
    """
    family = await open_family(ctx, given.family)
    place = {"organisation_id": family.organisation_id, "family_id": family.id, "contact_id": given.contact}
    if not await FamilyMember.filter(**place).delete():
        raise not_found()
    await settle_guardians(ctx.unit, family.organisation_id)
    ctx.record(family.organisation_id, "contact", given.contact, details="family")
    return await _shown(family)


async def _members(family: Family) -> list[FamilyMember]:
    return await FamilyMember.filter(organisation_id=family.organisation_id, family_id=family.id)


async def _shown(family: Family) -> FamilyView:
    return (await family_views(family.organisation_id, [family]))[0]

"""Types of membership and the options that come with them."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from server.accounts.models import Organisation
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import CONTROL, Id, Input, ListView, Nothing, PageInput, invalid
from server.people.memberships.policies import may_arrange_type, may_arrange_types
from server.people.memberships.views import MembershipTypeView, OptionView
from server.people.models import Membership, MembershipChoice, MembershipOption, MembershipType
from server.people.queries import today_in
from server.people.rewriting import delete_rows

TypeName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
OptionNames = Annotated[list[TypeName], msgspec.Meta(max_length=30)]


class ListTypes(PageInput, frozen=True):
    """Of which organisation; only those that can be given, if so asked."""

    organisation: Id
    active: bool = False


@operation("membershiptype.list", scope="people:read")
async def list_types(ctx: Context, given: ListTypes) -> ListView[MembershipTypeView]:
    """List the types of membership with their options, and how many have each today."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    start = page_start(given)
    found = MembershipType.filter(organisation_id=given.organisation).order_by("position", "name", "id")
    found = found.filter(closed_at=None) if given.active else found
    kinds = await found.offset(start).limit(given.limit + 1)
    items = await _seen(given.organisation, kinds[: given.limit])
    return ListView(items=items, next=str(start + given.limit) if len(kinds) > given.limit else None)


async def _seen(organisation: int, kinds: Sequence[MembershipType]) -> list[MembershipTypeView]:
    ids = [kind.id for kind in kinds]
    options = MembershipOption.filter(organisation_id=organisation, type_id__in=ids).order_by("id")
    by_type: dict[int, list[OptionView]] = {}
    for option in await options:
        by_type.setdefault(option.type_id, []).append(OptionView.of(option))
    members = await _members(organisation)
    return [
        MembershipTypeView.of(kind, options=by_type.get(kind.id, []), members=members.get(kind.id, 0)) for kind in kinds
    ]


async def _members(organisation: int) -> dict[int, int]:
    today = await today_in(organisation)
    sql = (
        'SELECT "type_id", COUNT(DISTINCT "contact_id") AS "members" FROM "membership" WHERE "organisation_id" = ? '
        'AND "from_day" <= ? AND COALESCE("until_day", ?) >= ? GROUP BY "type_id"'
    )
    return {row["type_id"]: row["members"] for row in await rows(sql, [organisation, today, today, today])}


class CreateType(Input, frozen=True):
    """What it is called, and which options can come with it."""

    organisation: Id
    name: TypeName
    options: OptionNames = msgspec.field(default_factory=list)


@operation("membershiptype.create", scope="people:write")
async def create_type(ctx: Context, given: CreateType) -> MembershipTypeView:
    """Add a type of membership; it comes last.

    Refused: not_found (no standing there), forbidden, conflict (its name is taken), invalid (options alike).
    """
    ctx.allow(may_arrange_types(ctx.actor, given.organisation))
    await Organisation.filter(id=given.organisation).select_for_update(no_key=True).get()
    name = given.name.strip()
    await _check_name(given.organisation, name)
    names = _option_names(given.options)
    last = await MembershipType.filter(organisation_id=given.organisation).order_by("-position").first()
    kind = MembershipType(
        id=new_id(), organisation_id=given.organisation, name=name, position=last.position + 1 if last else 0
    )
    options = [_option(kind, each) for each in names]
    ctx.add(kind, *options)
    ctx.record(given.organisation, "membershiptype", kind.id, details="name, options")
    return MembershipTypeView.of(kind, options=[OptionView.of(option) for option in options], members=0)


async def _check_name(organisation: int, name: str) -> None:
    if await MembershipType.filter(organisation_id=organisation, name=name).exists():
        raise Refusal("conflict", "membership_type_exists", name=name)


def _option(kind: MembershipType, name: str) -> MembershipOption:
    return MembershipOption(id=new_id(), organisation_id=kind.organisation_id, type_id=kind.id, name=name)


def _option_names(given: Sequence[str]) -> list[str]:
    names = [name.strip() for name in given]
    for place, name in enumerate(names):
        if not name or CONTROL.search(name):
            raise invalid(**{f"options[{place}]": Reason("field_characters" if name else "field_blank")})
    if len({name.casefold() for name in names}) < len(names):
        raise invalid(options=Reason("membership_option_twice"))
    return names


class ChangeType(Input, frozen=True):
    """Another name, or which options there are from now on, by name: a new one is added, one that is left out is
    removed, or closed if somebody has it."""

    type: Id
    name: TypeName | None = None
    options: OptionNames | None = None


@operation("membershiptype.change", scope="people:write")
async def change_type(ctx: Context, given: ChangeType) -> MembershipTypeView:
    """Change a type of membership; those who have it keep it, and what they chose.

    Refused: not_found, forbidden, conflict (its name is taken), invalid (options alike).
    """
    kind = await open_type(ctx, given.type)
    name, changed = (given.name or kind.name).strip(), []
    if name != kind.name:
        await _check_name(kind.organisation_id, name)
        ctx.change(kind, name=name)
        changed.append("name")
    options = await _options_of(kind)
    if given.options is not None and await _replace_options(ctx, kind, options, _option_names(given.options)):
        changed.append("options")
    if changed:
        ctx.record(kind.organisation_id, "membershiptype", kind.id, details=", ".join(changed))
    members = (await _members(kind.organisation_id)).get(kind.id, 0)
    return MembershipTypeView.of(kind, options=[OptionView.of(option) for option in options], members=members)


async def _options_of(kind: MembershipType) -> list[MembershipOption]:
    return await MembershipOption.filter(organisation_id=kind.organisation_id, type_id=kind.id).order_by("id")


async def _replace_options(
    ctx: Context, kind: MembershipType, options: list[MembershipOption], names: Sequence[str]
) -> bool:
    """Bring options in line with the wanted names; whether that changed anything. `options` is kept up to date."""
    known, before = {option.name: option for option in options}, len(options)
    fresh = [_option(kind, name) for name in names if name not in known]
    moved = [option for option in options if (option.name in names) != (option.closed_at is None)]
    left = [option for option in options if option.name not in names]
    used = {row.option_id for row in await _choices(left)} if left else set()
    gone = [option for option in left if option.id not in used]
    await delete_rows(gone)
    for option in moved:
        if option not in gone:
            ctx.change(option, closed_at=None if option.name in names else ctx.now)
    ctx.add(*fresh)
    options[:] = [option for option in options if option not in gone] + fresh
    return bool(fresh or moved or gone or len(options) != before)


async def _choices(options: Sequence[MembershipOption]) -> list[MembershipChoice]:
    return await MembershipChoice.filter(
        organisation_id=options[0].organisation_id, option_id__in=[option.id for option in options]
    )


async def open_type(ctx: Context, kind: int) -> MembershipType:
    """A type of membership to change, locked until the commit. Raises not_found or forbidden."""
    wanted = MembershipType.filter(id=kind, organisation_id__in=ctx.actor.organisations)
    found = await wanted.select_for_update().first()
    ctx.allow(may_arrange_type(ctx.actor, found))
    if found is None:
        raise not_found()
    return found


class CloseType(Input, frozen=True):
    """Which one."""

    type: Id


@operation("membershiptype.close", scope="people:write")
async def close_type(ctx: Context, given: CloseType) -> MembershipTypeView:
    """Give a type of membership to nobody any more; those who have it keep it. Refused: not_found, forbidden."""
    kind = await open_type(ctx, given.type)
    if kind.closed_at is None:
        ctx.change(kind, closed_at=ctx.now)
        ctx.record(kind.organisation_id, "membershiptype", kind.id, details="closed_at")
    return (await _seen(kind.organisation_id, [kind]))[0]


class ReopenType(Input, frozen=True):
    """Which one."""

    type: Id


@operation("membershiptype.reopen", scope="people:write")
async def reopen_type(ctx: Context, given: ReopenType) -> MembershipTypeView:
    """Let a closed type of membership be given again. Refused: not_found, forbidden."""
    kind = await open_type(ctx, given.type)
    if kind.closed_at is not None:
        ctx.change(kind, closed_at=None)
        ctx.record(kind.organisation_id, "membershiptype", kind.id, details="closed_at")
    return (await _seen(kind.organisation_id, [kind]))[0]


class RemoveType(Input, frozen=True):
    """Which one."""

    type: Id


@operation("membershiptype.remove", scope="people:write")
async def remove_type(ctx: Context, given: RemoveType) -> Nothing:
    """Remove a type of membership that nobody has or had. Refused: not_found, forbidden, conflict (somebody did)."""
    kind = await open_type(ctx, given.type)
    if await Membership.filter(organisation_id=kind.organisation_id, type_id=kind.id).exists():
        raise Refusal("conflict", "membership_type_used", name=kind.name)
    await delete_rows(await _options_of(kind))
    await delete_rows([kind])
    ctx.record(kind.organisation_id, "membershiptype", kind.id)
    return Nothing()

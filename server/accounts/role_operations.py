"""Roles as named sets of capabilities, and what there is to choose from."""

from collections.abc import Collection, Sequence
from typing import Annotated

import msgspec

from server.accounts.capabilities import EVERY_CAPABILITY, GROUP_CAPABILITIES, MANAGE_ACCESS
from server.accounts.events import AccountChanged
from server.accounts.last_admin import check_last_admin, losing
from server.accounts.models import Account
from server.accounts.policies import may_change_role, may_make_role, may_manage_access, may_remove_role
from server.accounts.role_models import Grant, Role, RoleCapability
from server.accounts.roles import ADMIN, capabilities_of
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, View, invalid

RoleName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Capabilities = Annotated[list[str], msgspec.Meta(max_length=50)]


class CapabilityView(View, frozen=True):
    """A right that a role can hold: its name in code, in words, and what it opens; `in_group`: also for one group."""

    name: str
    label: str
    explanation: str
    in_group: bool


class RoleView(View, frozen=True):
    """A role, what it holds and how many have it; the administrators' is `fixed`. `in_group`: also for one group."""

    id: int
    organisation: int
    name: str
    capabilities: list[str]
    people: int
    fixed: bool
    in_group: bool


class ListCapabilities(PageInput, frozen=True):
    """In which organisation one looks."""

    organisation: Id


@operation("capability.list", scope="access:read")
async def list_capabilities(ctx: Context, given: ListCapabilities) -> ListView[CapabilityView]:
    """List what a role can hold, in the reader's language. Refused: forbidden (no right to manage access)."""
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    return ListView(
        items=[
            CapabilityView(
                name=name,
                label=say(Reason(f"capability_{name}"), ctx.language),
                explanation=say(Reason(f"capability_{name}_opens"), ctx.language),
                in_group=name in GROUP_CAPABILITIES,
            )
            for name in sorted(EVERY_CAPABILITY)
        ]
    )


class ListRoles(PageInput, frozen=True):
    """Of which organisation."""

    organisation: Id


@operation("role.list", scope="access:read")
async def list_roles(ctx: Context, given: ListRoles) -> ListView[RoleView]:
    """List an organisation's roles by name. Refused: forbidden (no right to manage access)."""
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    held = await _held(given.organisation)
    people = await _people(given.organisation)
    found = Role.filter(organisation_id=given.organisation).order_by("name", "id")
    return await page_of(found, given, lambda row: _view(row, held.get(row.id, ()), people.get(row.id, 0)))


class CreateRole(Input, frozen=True):
    """A name that no other role has, and what it holds."""

    organisation: Id
    name: RoleName
    capabilities: Capabilities


@operation("role.create", scope="access:write")
async def create_role(ctx: Context, given: CreateRole) -> RoleView:
    """Make a role.

    Refused: forbidden (no right to manage access, or a capability that one has not oneself), invalid (the name is
    taken, no such capability).
    """
    wanted = _known(given.capabilities)
    ctx.allow(may_make_role(ctx.actor, given.organisation, wanted))
    await _check_name(given.organisation, given.name)
    role = Role(id=new_id(), organisation_id=given.organisation, name=given.name.strip(), created_at=ctx.now)
    ctx.add(role, *_rows(role, wanted))
    ctx.record(given.organisation, "role", role.id, details=", ".join(sorted(wanted)))
    return _view(role, wanted, 0)


class ChangeRole(Input, frozen=True):
    """What to change; what is left out stays. `capabilities` are all that it is to hold."""

    organisation: Id
    role: Id
    name: RoleName | None = None
    capabilities: Capabilities | None = None


@operation("role.change", scope="access:write")
async def change_role(ctx: Context, given: ChangeRole) -> RoleView:
    """Give a role another name or other capabilities: those who have it are told at once what they may.

    Refused: not_found (no such role), forbidden (no right to manage access, or a capability added or taken away that
    one has not oneself), conflict (the administrators' role, or nobody would be left who manages access), invalid (the
    name is taken, no such capability).
    """
    role = await _role(given.organisation, given.role)
    held = await capabilities_of(role) if role is not None else frozenset()
    wanted = held if given.capabilities is None else _known(given.capabilities)
    ctx.allow(may_change_role(ctx.actor, given.organisation, role, wanted ^ held))
    if role is None:
        raise not_found()
    if given.name is not None and given.name.strip() != role.name:
        await _check_name(given.organisation, given.name, but=role)
        ctx.change(role, name=given.name.strip())
    if MANAGE_ACCESS in held - wanted:
        await check_last_admin(given.organisation, without=losing("role", role.id))
    await _hold(ctx, role, held, wanted)
    ctx.record(given.organisation, "role", role.id, details=_difference(held, wanted))
    return _view(role, wanted, len(await _accounts(role)))


async def _hold(ctx: Context, role: Role, held: frozenset[str], wanted: frozenset[str]) -> None:
    if held == wanted:
        return
    gone = sorted(held - wanted)
    await RoleCapability.filter(organisation_id=role.organisation_id, role_id=role.id, capability__in=gone).delete()
    ctx.add(*_rows(role, wanted - held))
    ctx.emit(*(AccountChanged(account) for account in await _accounts(role)))


class RemoveRole(Input, frozen=True):
    """Which one."""

    organisation: Id
    role: Id


@operation("role.remove", scope="access:write")
async def remove_role(ctx: Context, given: RemoveRole) -> Nothing:
    """Take a role away that nobody has any more.

    Refused: not_found (no such role), forbidden (no right to manage access), conflict (somebody has it; the
    administrators' role).
    """
    role = await _role(given.organisation, given.role)
    granted = len(await _accounts(role)) if role is not None else 0
    ctx.allow(may_remove_role(ctx.actor, given.organisation, role, granted=granted))
    if role is None:
        raise not_found()
    own = {"organisation_id": given.organisation, "role_id": role.id}
    await Grant.filter(**own).delete()
    await RoleCapability.filter(**own).delete()
    await Role.filter(organisation_id=given.organisation, id=role.id).delete()
    ctx.record(given.organisation, "role", role.id)
    return Nothing()


def _known(capabilities: Sequence[str]) -> frozenset[str]:
    if not EVERY_CAPABILITY.issuperset(capabilities):
        raise invalid(capabilities=Reason("role_capabilities", names=", ".join(sorted(EVERY_CAPABILITY))))
    return frozenset(capabilities)


async def _check_name(organisation: int, name: str, but: Role | None = None) -> None:
    taken = Role.filter(organisation_id=organisation, name=name.strip())
    if await taken.exclude(id=but.id if but else 0).exists():
        raise invalid(name=Reason("role_name_taken"))


def _rows(role: Role, capabilities: Collection[str]) -> list[RoleCapability]:
    own = {"organisation_id": role.organisation_id, "role_id": role.id}
    return [RoleCapability(id=new_id(), capability=name, **own) for name in sorted(capabilities)]


async def _role(organisation: int, role: int) -> Role | None:
    """A role, locked: nobody else changes or gives it before the commit."""
    return await Role.filter(organisation_id=organisation, id=role).select_for_update().first()


async def _accounts(role: Role) -> list[Account]:
    """Those who have a role today."""
    given = await Grant.filter(organisation_id=role.organisation_id, role_id=role.id, ended_at=None)
    return await Account.filter(id__in=sorted({grant.account_id for grant in given})).order_by("id")


async def _held(organisation: int) -> dict[int, list[str]]:
    held: dict[int, list[str]] = {}
    for row in await RoleCapability.filter(organisation_id=organisation):
        held.setdefault(row.role_id, []).append(row.capability)
    return held


async def _people(organisation: int) -> dict[int, int]:
    sql = (
        'SELECT "role_id", COUNT(DISTINCT "account_id") AS "people" FROM "grant" '
        'WHERE "organisation_id" = ? AND "ended_at" IS NULL GROUP BY "role_id"'
    )
    return {row["role_id"]: row["people"] for row in await rows(sql, [organisation])}


def _view(role: Role, held: Collection[str], people: int) -> RoleView:
    return RoleView(
        id=role.id,
        organisation=role.organisation_id,
        name=role.name,
        capabilities=sorted(held),
        people=people,
        fixed=role.key == ADMIN,
        in_group=GROUP_CAPABILITIES.issuperset(held),
    )


def _difference(held: frozenset[str], wanted: frozenset[str]) -> str:
    """`+agenda -news`: what was added and what was taken away; empty when only the name changed."""
    return " ".join([*(f"+{name}" for name in sorted(wanted - held)), *(f"-{name}" for name in sorted(held - wanted))])

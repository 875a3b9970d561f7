"""Who has which role, in the whole organisation or in one group: appointing and dismissing."""

from collections.abc import Sequence
from datetime import datetime

from server.accounts.capabilities import MANAGE_ACCESS
from server.accounts.events import AccountChanged
from server.accounts.last_admin import check_last_admin, lock_organisation, losing
from server.accounts.models import Account, Link
from server.accounts.policies import may_end_grant, may_give_role, may_manage_access
from server.accounts.role_models import Grant, Role
from server.accounts.roles import capabilities_of, grant_role
from server.kernel.context import Context
from server.kernel.errors import Refusal, not_found
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, View
from server.people.models import Contact, Group
from server.people.queries import find_contact


class GrantView(View, frozen=True):
    """Somebody has a role: in the whole organisation, or in one `group`. A bot has no `contact`."""

    id: int
    organisation: int
    role: int
    role_name: str
    account: int
    contact: int | None
    name: str
    group: int | None
    group_name: str | None
    granted_at: datetime


class ListGrants(PageInput, frozen=True):
    """Of a role, or of a contact, if only those are asked."""

    organisation: Id
    role: Id | None = None
    contact: Id | None = None


@operation("grant.list", scope="access:read")
async def list_grants(ctx: Context, given: ListGrants) -> ListView[GrantView]:
    """List who has which role where, the latest first. Refused: forbidden (no right to manage access)."""
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    found = Grant.filter(organisation_id=given.organisation, ended_at=None)
    if given.role is not None:
        found = found.filter(role_id=given.role)
    if given.contact is not None:
        link = await _own_link(given.organisation, given.contact)
        found = found.filter(account_id=link.account_id if link is not None else 0)
    page = await page_of(found.order_by("-granted_at", "-id"), given, lambda row: row)
    return ListView(items=await _views(given.organisation, page.items), next=page.next)


class GiveGrant(Input, frozen=True):
    """Whom, which role, and in which group; without a group it holds in the whole organisation."""

    organisation: Id
    contact: Id
    role: Id
    group: Id | None = None


@operation("grant.give", scope="access:write")
async def give_grant(ctx: Context, given: GiveGrant) -> GrantView:
    """Give a role to a contact who has a login; who has it there already keeps it.

    Refused: not_found (no such contact, role or group), forbidden (no right to manage access, or the role holds more
    than one has oneself), conflict (they have no login yet; the role reaches further than one group).
    """
    role = await Role.filter(organisation_id=given.organisation, id=given.role).select_for_update().first()
    held = await capabilities_of(role) if role is not None else frozenset()
    ctx.allow(may_give_role(ctx.actor, given.organisation, role, held, in_group=given.group is not None))
    if role is None:
        raise not_found()
    account = await _account_of(given.organisation, given.contact)
    await _check_group(given)
    grant = await _open_grant(given, account)
    if grant is None:
        grant = grant_role(role, account.id, group=given.group, granted_by=ctx.actor.account)
        ctx.add(grant)
        ctx.emit(AccountChanged(account))
        ctx.record(given.organisation, "contact", given.contact, details=_where(role.id, given.group))
    (view,) = await _views(given.organisation, [grant])
    return view


async def _account_of(organisation: int, contact: int) -> Account:
    if await find_contact(organisation, contact, lock=True) is None:
        raise not_found()
    link = await _own_link(organisation, contact)
    if link is None:
        raise Refusal("conflict", "grant_without_login")
    return await Account.get(id=link.account_id)


async def _check_group(given: GiveGrant) -> None:
    if given.group is not None and not await Group.exists(organisation_id=given.organisation, id=given.group):
        raise not_found()


async def _open_grant(given: GiveGrant, account: Account) -> Grant | None:
    return await Grant.get_or_none(
        organisation_id=given.organisation,
        account_id=account.id,
        role_id=given.role,
        group_id=given.group,
        ended_at=None,
    )


class EndGrant(Input, frozen=True):
    """Which one."""

    organisation: Id
    grant: Id


@operation("grant.end", scope="access:write")
async def end_grant(ctx: Context, given: EndGrant) -> Nothing:
    """Take a role away from somebody: their open screens lose the right at once.

    Refused: not_found (no such grant), forbidden (no right to manage access, or they have more than one has oneself),
    conflict (nobody would be left who manages access).
    """
    ctx.allow(may_manage_access(ctx.actor, given.organisation))
    # The organisation before its grants, as where a contact is removed: else each would wait for the other.
    await lock_organisation(given.organisation)
    open_ones = Grant.filter(organisation_id=given.organisation, id=given.grant, ended_at=None)
    grant = await open_ones.select_for_update().first()
    held = await _held_by(grant) if grant is not None else None
    ctx.allow(may_end_grant(ctx.actor, given.organisation, held))
    if grant is None:
        raise not_found()
    if grant.group_id is None and MANAGE_ACCESS in (held or ()):
        await check_last_admin(given.organisation, without=losing("grant", grant.id))
    ctx.change(grant, ended_at=ctx.now)
    ctx.emit(AccountChanged(await Account.get(id=grant.account_id)))
    contact = (await _contacts(given.organisation, [grant])).get(grant.account_id)
    ctx.record(
        given.organisation, "contact", contact.id if contact else None, details=_where(grant.role_id, grant.group_id)
    )
    return Nothing()


async def _held_by(grant: Grant) -> frozenset[str]:
    return await capabilities_of(await Role.get(organisation_id=grant.organisation_id, id=grant.role_id))


def _where(role: int, group: int | None) -> str:
    return f"role:{role}" + (f" group:{group}" if group is not None else "")


async def _own_link(organisation: int, contact: int) -> Link | None:
    return await Link.filter(organisation_id=organisation, contact_id=contact, kind="self", until_at=None).first()


async def _views(organisation: int, grants: Sequence[Grant]) -> list[GrantView]:
    """Grants with the names of today."""
    if not grants:
        return []
    roles = {row.id: row.name for row in await Role.filter(organisation_id=organisation)}
    accounts = {row.id: row.name for row in await Account.filter(id__in=sorted({g.account_id for g in grants}))}
    contacts = await _contacts(organisation, grants)
    groups = await _group_names(organisation, sorted({g.group_id for g in grants if g.group_id is not None}))
    return [
        GrantView(
            id=grant.id,
            organisation=organisation,
            role=grant.role_id,
            role_name=roles[grant.role_id],
            account=grant.account_id,
            contact=contacts[grant.account_id].id if grant.account_id in contacts else None,
            name=contacts[grant.account_id].name if grant.account_id in contacts else accounts[grant.account_id],
            group=grant.group_id,
            group_name=groups.get(grant.group_id) if grant.group_id is not None else None,
            granted_at=grant.granted_at,
        )
        for grant in grants
    ]


async def _group_names(organisation: int, groups: Sequence[int]) -> dict[int, str]:
    if not groups:
        return {}
    return {row.id: row.name for row in await Group.filter(organisation_id=organisation, id__in=list(groups))}


async def _contacts(organisation: int, grants: Sequence[Grant]) -> dict[int, Contact]:
    """By account, as whom those with a role stand in the organisation."""
    accounts = sorted({grant.account_id for grant in grants})
    links = await Link.filter(organisation_id=organisation, account_id__in=accounts, kind="self", until_at=None)
    found = await Contact.filter(organisation_id=organisation, id__in=[link.contact_id for link in links])
    contacts = {contact.id: contact for contact in found}
    return {link.account_id: contacts[link.contact_id] for link in links if link.contact_id in contacts}

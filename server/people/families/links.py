"""Who acts for whom: seeing it, letting somebody go on after 18, and keeping somebody from it."""

from collections.abc import Sequence
from typing import Any

from server.accounts.events import AccountChanged
from server.accounts.models import Account, Link
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing, invalid
from server.people.families.ages import grown_on, is_minor
from server.people.families.guardians import settle_guardians
from server.people.families.policies import may_delegate, may_manage_families, may_revoke
from server.people.families.views import GuardianView, LinksView, LinkView
from server.people.models import Contact, FamilyMember, GuardianBlock
from server.people.queries import contacts_with_ids, find_contact, today_in


class ListLinks(Input, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("link.list", scope="people:read")
async def list_links(ctx: Context, given: ListLinks) -> LinksView:
    """Show for whom one may act, and who may act for oneself. Refused: not_found (no standing there).

    Who acts for somebody sees only that they do, not who else does.
    """
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    own = ctx.actor.standing(given.organisation).contact
    links = Link.filter(organisation_id=given.organisation, until_at=None).exclude(kind="self").order_by("id")
    mine = await links.filter(account_id=ctx.actor.account)
    for_me = await links.filter(contact_id=own) if own is not None and ctx.actor.link is None else []
    names = await _names(given.organisation, [*mine, *for_me])
    return LinksView(
        acting_for=[_view(link, names) for link in mine], acting_for_me=[_view(link, names) for link in for_me]
    )


class _Names:
    """The contacts that some links concern."""

    def __init__(self, contacts: dict[int, Contact], own: dict[int, int]) -> None:
        self.contacts = contacts
        self.own = own


async def _names(organisation: int, links: Sequence[Link]) -> _Names:
    accounts = sorted({link.account_id for link in links})
    selves = await Link.filter(organisation_id=organisation, account_id__in=accounts, kind="self", until_at=None)
    own = {link.account_id: link.contact_id for link in selves}
    ids = sorted({*own.values(), *(link.contact_id for link in links)})
    return _Names({row.id: row for row in await contacts_with_ids(organisation, ids)}, own)


def _view(link: Link, names: _Names) -> LinkView:
    by, contact = names.own.get(link.account_id), names.contacts.get(link.contact_id)
    actor = names.contacts.get(by or 0)
    ends = link.kind == "guardian" and contact is not None and contact.birth_date is not None
    return LinkView(
        id=link.id,
        organisation=link.organisation_id,
        kind=link.kind,
        by=by,
        by_name=actor.name if actor else "",
        contact=link.contact_id,
        contact_name=contact.name if contact else "",
        contact_picture=contact.picture_id if contact else None,
        from_at=link.from_at,
        until=grown_on(contact.birth_date) if ends and contact and contact.birth_date else None,
    )


class DelegateLink(Input, frozen=True):
    """Whom one lets act for oneself."""

    organisation: Id
    contact: Id


@operation("link.delegate", scope="people:write")
async def delegate_link(ctx: Context, given: DelegateLink) -> LinkView:
    """Let somebody of one's family act for oneself, until it is revoked; twice is once.

    So a parent goes on after one has turned 18. Refused: not_found (no such contact), forbidden (while acting for
    somebody else), conflict (one is not 18 yet), invalid (nobody of one's family, or without a login).
    """
    standing = ctx.actor.standings.get(given.organisation)
    own = await find_contact(given.organisation, standing.contact or 0, lock=True) if standing else None
    minor = own is not None and is_minor(own.birth_date, await today_in(given.organisation))
    ctx.allow(may_delegate(ctx.actor, given.organisation, minor=minor))
    other = await find_contact(given.organisation, given.contact)
    if own is None or other is None:
        raise not_found()
    account = await _account_of_relative(own, other)
    place = {"organisation_id": given.organisation, "account_id": account.id, "contact_id": own.id}
    link = await Link.filter(**place, kind="delegate", until_at=None).first()
    if link is None:
        link = Link(id=new_id(), kind="delegate", from_at=ctx.now, **place)
        ctx.add(link)
        ctx.emit(AccountChanged(account))
    return _view(link, _Names({own.id: own, other.id: other}, {account.id: other.id}))


async def _account_of_relative(own: Contact, other: Contact) -> Account:
    """The login of somebody with whom one shares a family. Raises invalid."""
    here = {"organisation_id": own.organisation_id}
    families = await FamilyMember.filter(**here, contact_id=own.id).values_list("family_id", flat=True)
    related = FamilyMember.filter(**here, contact_id=other.id, family_id__in=list(families))
    if own.id == other.id or not await related.exists():
        raise invalid(contact=Reason("delegate_family"))
    link = await Link.filter(**here, contact_id=other.id, kind="self", until_at=None).select_related("account").first()
    if link is None:
        raise invalid(contact=Reason("delegate_login"))
    return link.account


class RevokeLink(Input, frozen=True):
    """Which one."""

    link: Id


@operation("link.revoke", scope="people:write")
async def revoke_link(ctx: Context, given: RevokeLink) -> Nothing:
    """Let somebody act for oneself no longer, or step back from acting for somebody; effective at once.

    Refused: not_found (no such link of one's own), conflict (it follows from a family).
    """
    found = Link.filter(organisation_id__in=ctx.actor.organisations, id=given.link, until_at=None).exclude(kind="self")
    link = await found.select_related("account").first()
    ctx.allow(may_revoke(ctx.actor, link))
    if link is None:
        raise not_found()
    ctx.change(link, until_at=ctx.now)
    ctx.emit(AccountChanged(link.account))
    return Nothing()


class BlockGuardian(Input, frozen=True):
    """Whom one keeps from acting for which child."""

    organisation: Id
    guardian: Id
    child: Id


@operation("guardian.block", scope="people:write")
async def block_guardian(ctx: Context, given: BlockGuardian) -> GuardianView:
    """Keep somebody from acting for a child, whatever the family says; effective at once. Twice is once.

    Refused: not_found (no such contacts), forbidden (no right to manage members), invalid (one and the same person).
    """
    await _check_pair(ctx, given.organisation, given.guardian, given.child)
    pair: dict[str, Any] = {
        "organisation_id": given.organisation,
        "guardian_id": given.guardian,
        "child_id": given.child,
    }
    if not await GuardianBlock.filter(**pair).exists():
        # Written now, not with the unit: who may act for whom is read from these rows.
        await GuardianBlock.create(id=new_id(), blocked_at=ctx.now, **pair)
        await settle_guardians(ctx.unit, given.organisation)
        ctx.record(given.organisation, "contact", given.child)
    return _guardian(given.organisation, given.guardian, given.child, blocked=True)


class UnblockGuardian(Input, frozen=True):
    """Who may act for which child again, as far as the family says so."""

    organisation: Id
    guardian: Id
    child: Id


@operation("guardian.unblock", scope="people:write")
async def unblock_guardian(ctx: Context, given: UnblockGuardian) -> GuardianView:
    """Let the family decide again whether somebody acts for a child.

    Refused: not_found (no such contacts), forbidden (no right to manage members), invalid (one and the same person).
    """
    await _check_pair(ctx, given.organisation, given.guardian, given.child)
    pair = {"organisation_id": given.organisation, "guardian_id": given.guardian, "child_id": given.child}
    if await GuardianBlock.filter(**pair).delete():
        await settle_guardians(ctx.unit, given.organisation)
        ctx.record(given.organisation, "contact", given.child)
    return _guardian(given.organisation, given.guardian, given.child, blocked=False)


async def _check_pair(ctx: Context, organisation: int, guardian: int, child: int) -> None:
    ctx.allow(may_manage_families(ctx.actor, organisation))
    if guardian == child:
        raise invalid(child=Reason("guardian_self"))
    if len(await contacts_with_ids(organisation, [guardian, child])) < 2:
        raise not_found()


def _guardian(organisation: int, guardian: int, child: int, *, blocked: bool) -> GuardianView:
    return GuardianView(organisation=organisation, guardian=guardian, child=child, blocked=blocked)

"""What ends when somebody signs in here no longer: their links, those of who acts for them, and their roles."""

from server.accounts.events import AccountChanged
from server.accounts.models import Account, Link
from server.accounts.role_models import Grant
from server.accounts.roles import ADMIN
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.people.models import Contact


async def links_to(contact: Contact) -> list[Link]:
    """The open links of accounts to a contact: their own, and of who acts for them."""
    return await Link.filter(organisation_id=contact.organisation_id, contact_id=contact.id, until_at=None)


async def end_access(ctx: Context, contact: Contact) -> None:
    """Nobody signs in as this contact or acts for them any more, and what their account might here is over.

    Raises conflict when nobody else would administer the organisation.
    """
    own = {"organisation_id": contact.organisation_id}
    links = await links_to(contact)
    accounts = [link.account_id for link in links if link.kind == "self"]
    await _check_not_last_admin(contact, accounts)
    acting = await Link.filter(**own, account_id__in=accounts, until_at=None) if accounts else []
    for link in {link.id: link for link in [*links, *acting]}.values():
        ctx.change(link, until_at=ctx.now)
    for grant in await Grant.filter(**own, account_id__in=accounts, ended_at=None) if accounts else []:
        ctx.change(grant, ended_at=ctx.now)
    ctx.emit(*map(AccountChanged, await Account.filter(id__in=[link.account_id for link in links])))


async def _check_not_last_admin(contact: Contact, accounts: list[int]) -> None:
    organisation = contact.organisation_id
    admins = Grant.filter(
        organisation_id=organisation, group_id=None, ended_at=None, role__key=ADMIN, role__organisation_id=organisation
    )
    held = {grant.account_id for grant in await admins.select_for_update(no_key=True)}
    if held and held <= set(accounts):
        raise Refusal("conflict", "leaver_last_admin", contact=contact.name)

"""Inviting contacts, and accepting: with a new account, or with the one that one has."""

from datetime import datetime
from typing import Annotated

import msgspec
from tortoise.exceptions import IntegrityError

from server.accounts.events import AccountChanged
from server.accounts.logins import check_new_login, free_login
from server.accounts.models import Account, Link, Organisation, Ticket
from server.accounts.operations import PasswordText, door_attempts, signed_in
from server.accounts.passwords import check_new_password, hash_password
from server.accounts.queries import own_account
from server.accounts.secrets import hash_secret
from server.accounts.sessions import draw_session
from server.accounts.views import OrganisationView, SignedIn
from server.kernel.access import may_anyone
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Site
from server.kernel.wire import Id, Input, Nothing, Secret, View, invalid
from server.people.invitation_tickets import (
    Draft,
    Invited,
    contact_to_invite,
    first_address,
    has_login,
    invited_by,
    language_of,
    open_invitation,
    take_up,
    write_invitation,
)
from server.people.policies import may_accept, may_invite, may_join
from server.people.queries import groups_of

UserName = Annotated[str, msgspec.Meta(min_length=1, max_length=254)]

invitation_attempts = Throttle(attempts=10, seconds=3600)
"""Invitations to one contact: nobody's mailbox is filled by asking again and again."""
renewal_attempts = Throttle(attempts=10, seconds=3600)
"""Renewals of one secret, whoever's it is: what is refused tells nothing of it."""

RENEW_INVITATION = "people.renew_invitation"


class SendInvitation(Input, frozen=True):
    """Whom."""

    organisation: Id
    contact: Id


class InvitationSent(View, frozen=True):
    """An invitation on its way; it works once, until `expires_at`."""

    organisation: int
    contact: int
    expires_at: datetime


@operation("invitation.send", scope="people:write")
async def send_invitation(ctx: Context, given: SendInvitation) -> InvitationSent:
    """Invite a contact by mail to choose a user name and password; sending again replaces what was sent before.

    The mail goes to the contact's first address. Refused: not_found (no such contact), forbidden (no right to manage
    members), conflict (they have a login), invalid (they have no address), rate_limited.
    """
    contact = await contact_to_invite(given.organisation, given.contact, lock=True)
    linked = contact is not None and await has_login(contact)
    groups = await groups_of(contact) if contact is not None else set()
    ctx.allow(may_invite(ctx.actor, given.organisation, contact, linked=linked, groups=groups))
    if contact is None:
        raise not_found()
    address = await first_address(contact)
    if address is None:
        raise invalid(contact=Reason("contact_without_address"))
    invitation_attempts.attempt(str(contact.id))
    invited = Invited(await Organisation.get(id=given.organisation), contact)
    draft = Draft(invited=invited, address=address, inviter=ctx.actor.name)
    ticket, _ = await write_invitation(ctx.unit, ctx.site, draft)
    ctx.record(given.organisation, "contact", contact.id)
    return InvitationSent(organisation=given.organisation, contact=contact.id, expires_at=ticket.expires_at)


class GetInvitation(Input, frozen=True):
    """The secret of the link."""

    secret: Secret


class InvitationView(View, frozen=True):
    """To which organisation, who, at which address, and a user name that is still free."""

    organisation: str
    name: str
    address: str
    user_name: str


@operation("invitation.get", scope="public:write")
async def get_invitation(ctx: Context, given: GetInvitation) -> InvitationView:
    """Show what an invitation is for; looking notes that it was opened, and does not use it up.

    Refused: not_found (used, expired, replaced, cancelled, its address changed, its contact was removed).
    """
    ctx.allow(may_anyone(ctx.actor))
    ticket, invited = await open_invitation(given.secret)
    if ticket.opened_at is None:
        ctx.change(ticket, opened_at=ctx.now)
    return InvitationView(
        organisation=invited.organisation.name,
        name=invited.contact.name,
        address=ticket.address,
        user_name=await free_login(invited.contact.name),
    )


class AcceptInvitation(Input, frozen=True):
    """The secret of the link, and how one wants to sign in from now on."""

    secret: Secret
    user_name: UserName
    password: PasswordText


@operation("invitation.accept", scope="public:write", unit="own")
async def accept_invitation(ctx: Context, given: AcceptInvitation) -> SignedIn:
    """Choose a user name and a password, and be signed in.

    Refused: not_found (used, expired, replaced), conflict (the contact has a login by now), invalid (the user name is
    taken or has not the right form, the password is too short or easily guessed), rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    ticket, invited = await open_invitation(given.secret)
    await check_new_login(given.user_name, "user_name")
    known = [given.user_name, invited.contact.name, ticket.address, invited.organisation.name]
    await check_new_password(given.password, known)
    account = _account(ticket, invited, given.user_name, await hash_password(given.password))
    session, token = draw_session(account, ctx.door.client, ctx.now)
    try:
        async with ctx.write() as unit:
            invited = await invited_by(ticket, lock=True)
            ctx.allow(may_accept(linked=await has_login(invited.contact)))
            unit.add(account, session)
            await take_up(unit, ticket, invited, account)
            unit.emit(AccountChanged(account))
    except IntegrityError:
        # Somebody took the name since it was looked up.
        raise invalid(user_name=Reason("login_taken")) from None
    return await signed_in(account, session, token)


def _account(ticket: Ticket, invited: Invited, login: str, password_hash: str) -> Account:
    """A person's account; the address is theirs, as the link reached them there."""
    return Account(
        id=new_id(),
        login=login,
        name=invited.contact.name,
        password_hash=password_hash,
        language=language_of(invited.contact, invited.organisation),
        address=ticket.address.lower(),
        created_at=clock.now(),
    )


class JoinByInvitation(Input, frozen=True):
    """The secret of the link."""

    secret: Secret


@operation("invitation.join", scope="accounts:write")
async def join_by_invitation(ctx: Context, given: JoinByInvitation) -> OrganisationView:
    """Accept an invitation with the account with which one is signed in: it then serves one organisation more.

    Refused: not_found (used, expired, replaced), conflict (one is there already, or the contact has a login by now).
    """
    ticket, invited = await open_invitation(given.secret, lock=True)
    organisation, contact = invited.organisation, invited.contact
    ctx.allow(may_join(ctx.actor, organisation.id, linked=await has_login(contact)))
    account = await _newcomer(await own_account(ctx.actor), organisation.id)
    granted = await take_up(ctx.unit, ticket, invited, account)
    ctx.emit(AccountChanged(account))
    return OrganisationView(
        id=organisation.id,
        name=organisation.name,
        contact=contact.id,
        capabilities=sorted(granted),
        in_groups=[],
        zone=organisation.zone,
        language=organisation.language,
    )


async def _newcomer(account: Account, organisation: int) -> Account:
    """An account that joins, locked: of two invitations taken up at once one is refused, as is one of an organisation
    of which nothing is seen because one acts for somebody elsewhere. Raises `Refusal("conflict", "member_already")`."""
    locked = await Account.filter(id=account.id).select_for_update(no_key=True).get()
    if await Link.exists(organisation_id=organisation, account_id=account.id, kind="self", until_at=None):
        raise Refusal("conflict", "member_already")
    return locked


class RenewInvitation(Input, frozen=True):
    """The secret of a link that has expired."""

    secret: Secret


@operation("invitation.renew", scope="public:write")
async def renew_invitation(ctx: Context, given: RenewInvitation) -> Nothing:
    """Ask for a new invitation in place of one that has expired; it goes to the contact's first address.

    The answer is the same whether or not the secret was ever one of ours: that is looked up afterwards, by a job.
    Refused: rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    secret_hash = hash_secret(given.secret)
    renewal_attempts.attempt(secret_hash)
    ctx.unit.enqueue(Pending(RENEW_INVITATION, {"secret_hash": secret_hash}))
    return Nothing()


async def renew(unit: UnitOfWork, site: Site, secret_hash: str) -> None:
    """Send a new invitation in place of an unused one, unless its contact is gone, let in or written to enough."""
    ticket = await Ticket.get_or_none(secret_hash=secret_hash, kind="invitation", used_at=None)
    if ticket is None:
        return
    try:
        invited = await invited_by(ticket, lock=True)
        address = await first_address(invited.contact)
        if address is not None and not await has_login(invited.contact):
            invitation_attempts.attempt(str(invited.contact.id))
            await write_invitation(unit, site, Draft(invited=invited, address=address, inviter=ticket.inviter))
    except Refusal:
        # Nobody waits for an answer.
        return

"""Whether contacts sign in, and what ends with a contact: logins, rights and invitations."""

from collections.abc import Awaitable, Callable, Collection, Sequence

from server.accounts.events import AccountChanged
from server.accounts.last_admin import loses_last_admin, losing
from server.accounts.models import Account, Link, Ticket
from server.accounts.policies import may_end_access
from server.accounts.role_models import Grant
from server.kernel.access import Actor, Verdict
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.database import rows
from server.people.contacts.views import LoginView
from server.people.models import Contact

Ending = Callable[[Context, Contact], Awaitable[None]]
endings: list[Ending] = []


def ends_with_access(ending: Ending) -> Ending:
    """Decorate what a feature above ends, in the same transaction, with somebody's access."""
    endings.append(ending)
    return ending


async def login_of(contact: Contact) -> LoginView:
    """Whether somebody signs in as this contact; two queries."""
    link = await Link.filter(**_self(contact)).select_related("account").first()
    if link is not None:
        return LoginView(state="active", login=link.account.login, address=link.account.address)
    tickets = await open_invitations(contact)
    if not tickets:
        return LoginView(state="none")
    return LoginView(state="invited", address=tickets[0].address, invited_until=tickets[0].expires_at)


async def login_states(organisation: int, contacts: Sequence[int]) -> dict[int, str]:
    """The same for many, in two queries; who is not there has none."""
    links = Link.filter(organisation_id=organisation, contact_id__in=list(contacts), kind="self", until_at=None)
    tickets = Ticket.filter(
        kind="invitation",
        organisation_id=organisation,
        contact_id__in=list(contacts),
        used_at=None,
        expires_at__gt=clock.now(),
    )
    states = {ticket.contact_id: "invited" for ticket in await tickets}
    return states | {link.contact_id: "active" for link in await links}


async def open_invitations(contact: Contact) -> list[Ticket]:
    """Invitations that could still be accepted, the latest first."""
    found = Ticket.filter(
        kind="invitation",
        organisation_id=contact.organisation_id,
        contact_id=contact.id,
        used_at=None,
        expires_at__gt=clock.now(),
    )
    return await found.order_by("-id")


async def end_invitations(ctx: Context, contact: Contact, *, but_to: Collection[str] = ()) -> None:
    """Invitations to addresses that are the contact's no longer work no more: whoever reads there is somebody else."""
    kept = {address.casefold() for address in but_to}
    for ticket in await open_invitations(contact):
        if ticket.address.casefold() not in kept:
            ctx.change(ticket, expires_at=ctx.now)


async def is_last_admin(contact: Contact) -> bool:
    """Whether nobody else could give rights in the organisation if this contact no longer signed in."""
    return await loses_last_admin(contact.organisation_id, without=losing("contact", contact.id))


HELD = """
    SELECT DISTINCT c."capability" FROM "link" l
    JOIN "grant" g ON g."account_id" = l."account_id" AND g."organisation_id" = l."organisation_id"
    JOIN "role_capability" c ON c."role_id" = g."role_id" AND c."organisation_id" = g."organisation_id"
    WHERE l."organisation_id" = ? AND l."contact_id" = ? AND l."kind" = 'self' AND l."until_at" IS NULL
    AND g."ended_at" IS NULL
"""


async def judge_ending(actor: Actor, contact: Contact) -> Verdict:
    """Whether the actor may end this contact's access: by the rights that they have here, in groups too.

    With the contact locked nobody is given a right before the commit, as who gives one locks the contact first.
    """
    held = await rows(HELD, [contact.organisation_id, contact.id])
    return may_end_access(actor, contact.organisation_id, [row["capability"] for row in held])


async def end_access(ctx: Context, contact: Contact) -> None:
    """Nobody signs in as this contact or acts for them any more, and what their account might here is over."""
    organisation = contact.organisation_id
    links = await Link.filter(organisation_id=organisation, contact_id=contact.id, until_at=None)
    own = [link.account_id for link in links if link.kind == "self"]
    for link in links:
        ctx.change(link, until_at=ctx.now)
    for grant in await Grant.filter(organisation_id=organisation, account_id__in=own, ended_at=None) if own else []:
        ctx.change(grant, ended_at=ctx.now)
    acting = await Link.filter(organisation_id=organisation, account_id__in=own, until_at=None) if own else []
    for link in acting:
        ctx.change(link, until_at=ctx.now)
    accounts = await Account.filter(id__in=[link.account_id for link in links]) if links else []
    ctx.emit(*map(AccountChanged, accounts))
    await end_invitations(ctx, contact)
    for ending in endings:
        await ending(ctx, contact)


def _self(contact: Contact) -> dict[str, object]:
    return {
        "organisation_id": contact.organisation_id,
        "contact_id": contact.id,
        "kind": "self",
        "until_at": None,
    }

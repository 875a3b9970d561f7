"""Invitations as secrets in the mail: drawing one, finding what it is for, and taking it up."""

from datetime import timedelta

import msgspec

from server.accounts.models import Account, Link, Organisation, Ticket
from server.accounts.operations import use_ticket
from server.accounts.queries import open_ticket
from server.accounts.role_models import Role
from server.accounts.roles import capabilities_of, grant_role
from server.accounts.secrets import draw_secret, hash_secret
from server.kernel.clock import clock
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.language import LANGUAGES, Language
from server.kernel.letters import Letter
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Site
from server.kernel.wire import moment_text
from server.people.families.guardians import settle_later
from server.people.models import Address, Contact

INVITATION_LASTS = timedelta(days=14)


class Invited(msgspec.Struct, frozen=True):
    """Whom an invitation concerns, and where it leads."""

    organisation: Organisation
    contact: Contact


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation to be sent; the `role` (its id) is granted when it is accepted."""

    invited: Invited
    address: str
    inviter: str
    role: int | None = None


async def open_invitation(secret: str, *, lock: bool = False) -> tuple[Ticket, Invited]:
    """An invitation that can still be accepted. Raises `Refusal("not_found", "link_used")`."""
    ticket = await open_ticket(secret, "invitation")
    return ticket, await invited_by(ticket, lock=lock)


async def invited_by(ticket: Ticket, *, lock: bool = False) -> Invited:
    """Whom a ticket invites. Raises `Refusal("not_found", "link_used")` when they are there no longer."""
    organisation = await Organisation.get_or_none(id=ticket.organisation_id)
    contact = await contact_to_invite(ticket.organisation_id, ticket.contact_id, lock=lock)
    if organisation is None or contact is None:
        raise Refusal("not_found", "link_used")
    return Invited(organisation, contact)


async def contact_to_invite(organisation: int, contact: int, *, lock: bool = False) -> Contact | None:
    """A contact of an organisation; locked, nobody else invites them or lets them in before the commit."""
    found = Contact.filter(organisation_id=organisation, id=contact, removed_at=None)
    return await (found.select_for_update() if lock else found).get_or_none()


async def has_login(contact: Contact) -> bool:
    """Whether somebody signs in as this contact."""
    links = Link.filter(organisation_id=contact.organisation_id, contact_id=contact.id, kind="self", until_at=None)
    return await links.exists()


async def first_address(contact: Contact) -> str | None:
    """Where a contact's mail goes first."""
    addresses = Address.filter(organisation_id=contact.organisation_id, contact_id=contact.id)
    found = await addresses.order_by("place").first()
    return found.address if found else None


async def write_invitation(unit: UnitOfWork, site: Site, draft: Draft) -> tuple[Ticket, str]:
    """Draw an invitation and have it mailed; one that was sent before works no longer. Gives the ticket and its URL."""
    contact, now = draft.invited.contact, clock.now()
    carried = await _replace(unit, draft)
    secret = draw_secret()
    ticket = Ticket(
        id=new_id(),
        kind="invitation",
        secret_hash=hash_secret(secret),
        organisation_id=contact.organisation_id,
        contact_id=contact.id,
        address=draft.address,
        inviter=draft.inviter,
        role_id=draft.role or carried,
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    url = f"{site.url}/invitation/{secret}"
    unit.add(ticket)
    unit.enqueue(_letter(draft, ticket, url).pending())
    return ticket, url


async def _replace(unit: UnitOfWork, draft: Draft) -> int | None:
    """End the invitations sent before; the role that they would have granted, if they went to the same address.

    To another address nothing is carried over: who may change addresses must not become administrator by it.
    """
    contact = draft.invited.contact
    before = await Ticket.filter(
        kind="invitation", organisation_id=contact.organisation_id, contact_id=contact.id, used_at=None
    ).order_by("-id")
    for ticket in before:
        if ticket.expires_at > clock.now():
            unit.change(ticket, expires_at=clock.now())
    return before[0].role_id if before and before[0].address == draft.address else None


def _letter(draft: Draft, ticket: Ticket, url: str) -> Letter:
    organisation, contact = draft.invited.organisation, draft.invited.contact
    return Letter(
        kind="invitation",
        cause=f"invitation:{ticket.id}",
        address=draft.address,
        language=language_of(contact, organisation),
        params={
            "name": contact.name,
            "inviter": draft.inviter,
            "organisation": organisation.name,
            "url": url,
            "until": moment_text(ticket.expires_at),
        },
        organisation=organisation.id,
        expires_in=INVITATION_LASTS.total_seconds(),
    )


async def take_up(unit: UnitOfWork, ticket: Ticket, invited: Invited, account: Account) -> frozenset[str]:
    """Use a ticket up and let an account in as its contact; the capabilities that come with it."""
    await use_ticket(ticket)
    contact = invited.contact
    place = {"organisation_id": contact.organisation_id, "account_id": account.id}
    unit.add(Link(id=new_id(), contact_id=contact.id, from_at=clock.now(), **place))
    unit.enqueue(settle_later(contact.organisation_id))
    role = await Role.get_or_none(organisation_id=contact.organisation_id, id=ticket.role_id or 0)
    if role is None:
        return frozenset()
    unit.add(grant_role(role, account.id))
    return await capabilities_of(role)


def language_of(contact: Contact, organisation: Organisation) -> Language:
    """The language in which Akkoord speaks to a contact: theirs if it is one of ours, else the organisation's."""
    for language in LANGUAGES:
        if contact.language == language:
            return language
    return "en" if organisation.language == "en" else "nl"

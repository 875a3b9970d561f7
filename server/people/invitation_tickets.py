"""Invitations as secrets in the mail: drawing one, finding what it is for, and taking it up."""

from datetime import timedelta

import msgspec

from server.accounts.models import Account, Grant, Link, Organisation, Ticket
from server.accounts.operations import use_ticket
from server.accounts.queries import open_ticket
from server.accounts.secrets import draw_secret, hash_secret
from server.kernel.clock import clock
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.language import LANGUAGES, Language
from server.kernel.letters import Letter
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Site
from server.kernel.wire import moment_text
from server.people.models import Address, Contact

INVITATION_LASTS = timedelta(days=14)


class Invited(msgspec.Struct, frozen=True):
    """Whom an invitation concerns, and where it leads."""

    organisation: Organisation
    contact: Contact


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation to be sent; `capabilities` are granted when it is accepted."""

    invited: Invited
    address: str
    inviter: str
    capabilities: frozenset[str] = frozenset()


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
        capabilities=" ".join(sorted(draft.capabilities | carried)),
        created_at=now,
        expires_at=now + INVITATION_LASTS,
    )
    url = f"{site.url}/invitation/{secret}"
    unit.add(ticket)
    unit.enqueue(_letter(draft, ticket, url).pending())
    return ticket, url


async def _replace(unit: UnitOfWork, draft: Draft) -> frozenset[str]:
    """End the invitations sent before; what they would have granted, if they went to the same address.

    To another address nothing is carried over: who may change addresses must not become administrator by it.
    """
    contact = draft.invited.contact
    before = await Ticket.filter(
        kind="invitation", organisation_id=contact.organisation_id, contact_id=contact.id, used_at=None
    ).order_by("-id")
    for ticket in before:
        if ticket.expires_at > clock.now():
            unit.change(ticket, expires_at=clock.now())
    return frozenset(before[0].capabilities.split()) if before and before[0].address == draft.address else frozenset()


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
    """Use a ticket up and let an account in as its contact; what it was granted."""
    await use_ticket(ticket)
    contact, now = invited.contact, clock.now()
    granted = ticket.capabilities.split()
    place = {"organisation_id": contact.organisation_id, "account_id": account.id}
    unit.add(Link(id=new_id(), contact_id=contact.id, from_at=now, **place))
    unit.add(*(Grant(id=new_id(), capability=capability, granted_at=now, **place) for capability in granted))
    return frozenset(granted)


def language_of(contact: Contact, organisation: Organisation) -> Language:
    """The language in which Akkoord speaks to a contact: theirs if it is one of ours, else the organisation's."""
    for language in LANGUAGES:
        if contact.language == language:
            return language
    return "en" if organisation.language == "en" else "nl"

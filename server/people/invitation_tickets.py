"""Invitations as secrets in the mail: drawing one, finding what it is for, and taking it up."""

import re
from collections.abc import Mapping, Sequence
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
    words: tuple[str, str] | None = None
    """Its subject and text in place of the usual ones; `{name}`, `{organisation}` and `{url}` are filled in."""
    language: Language | None = None


async def open_invitation(secret: str, *, lock: bool = False) -> tuple[Ticket, Invited]:
    """An invitation that can still be accepted. Raises `Refusal("not_found")` with the reason why not."""
    cancelled = Ticket.filter(secret_hash=hash_secret(secret), kind="invitation", cancelled_at__isnull=False)
    if await cancelled.exists():
        raise Refusal("not_found", "invitation_cancelled")
    ticket = await open_ticket(secret, "invitation")
    invited = await invited_by(ticket, lock=lock)
    await check_address(ticket, invited.contact)
    return ticket, invited


async def invited_by(ticket: Ticket, *, lock: bool = False) -> Invited:
    """Whom a ticket invites. Raises `Refusal("not_found", "invitation_nobody")` when they are there no longer."""
    organisation = await Organisation.get_or_none(id=ticket.organisation_id)
    contact = await contact_to_invite(ticket.organisation_id, ticket.contact_id, lock=lock)
    if organisation is None or contact is None:
        raise Refusal("not_found", "invitation_nobody")
    return Invited(organisation, contact)


async def check_address(ticket: Ticket, contact: Contact) -> None:
    """Refuse an invitation that went where its contact is reached no longer: who reads there may be somebody else."""
    own = Address.filter(organisation_id=contact.organisation_id, contact_id=contact.id, address__iexact=ticket.address)
    if not await own.exists():
        raise Refusal("not_found", "invitation_address_changed")


async def contact_to_invite(organisation: int, contact: int, *, lock: bool = False) -> Contact | None:
    """A person of an organisation; locked, nobody else invites them or lets them in before the commit."""
    found = Contact.filter(organisation_id=organisation, id=contact, removed_at=None, kind="person")
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
    ((ticket, url),) = await write_invitations(unit, site, [draft])
    return ticket, url


async def write_invitations(unit: UnitOfWork, site: Site, drafts: Sequence[Draft]) -> list[tuple[Ticket, str]]:
    """Draw several of one organisation by the statements of one."""
    carried = await _replace(drafts)
    written = []
    for draft in drafts:
        ticket, secret = _ticket(draft, carried.get(draft.invited.contact.id))
        url = f"{site.url}/invitation/{secret}"
        unit.add(ticket)
        unit.enqueue(_letter(draft, ticket, url).pending())
        written.append((ticket, url))
    return written


def _ticket(draft: Draft, carried: int | None) -> tuple[Ticket, str]:
    contact, now, secret = draft.invited.contact, clock.now(), draw_secret()
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
    return ticket, secret


async def _replace(drafts: Sequence[Draft]) -> dict[int, int]:
    """End the invitations sent before; by contact the role that they would have granted, if to the same address.

    To another address nothing is carried over: who may change addresses must not become administrator by it.
    """
    addresses = {draft.invited.contact.id: draft.address for draft in drafts}
    organisation = drafts[0].invited.organisation.id
    running = Ticket.filter(
        kind="invitation", organisation_id=organisation, contact_id__in=sorted(addresses), used_at=None
    )
    latest = {ticket.contact_id: ticket for ticket in await running.order_by("id")}
    now = clock.now()
    if any(ticket.expires_at > now for ticket in latest.values()):
        await running.filter(expires_at__gt=now).update(expires_at=now)
    return {
        contact: ticket.role_id
        for contact, ticket in latest.items()
        if ticket.role_id is not None and ticket.address == addresses[contact]
    }


def _letter(draft: Draft, ticket: Ticket, url: str) -> Letter:
    organisation, contact = draft.invited.organisation, draft.invited.contact
    params = {
        "name": contact.name,
        "inviter": draft.inviter,
        "organisation": organisation.name,
        "url": url,
        "until": moment_text(ticket.expires_at),
    }
    if draft.words is not None:
        subject, text = (fill(words, params) for words in draft.words)
        params |= {"subject": subject, "text": text}
    return Letter(
        kind="invitation",
        cause=f"invitation:{ticket.id}",
        address=draft.address,
        language=draft.language or language_of(contact, organisation),
        params=params,
        organisation=organisation.id,
        expires_in=INVITATION_LASTS.total_seconds(),
    )


PLACEHOLDER = re.compile(r"\{[^{}\n]*\}")
PLACEHOLDERS = ("{name}", "{organisation}", "{url}")


def fill(words: str, params: Mapping[str, str]) -> str:
    """Words with what their placeholders stand for; what somebody is called is not read as a placeholder again."""
    return PLACEHOLDER.sub(lambda found: params[found[0][1:-1]] if found[0] in PLACEHOLDERS else found[0], words)


async def take_up(unit: UnitOfWork, ticket: Ticket, invited: Invited, account: Account) -> frozenset[str]:
    """Use a ticket up and let an account in as its contact; the capabilities that come with it."""
    await check_address(ticket, invited.contact)
    await use_ticket(ticket, clock.now())
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

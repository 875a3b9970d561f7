"""Asking for a login by name: who is in the organisation's files is written to at the address that stands there."""

from typing import Annotated

import msgspec

from server.accounts.links import write_link
from server.accounts.models import Account, Link, Organisation
from server.accounts.operations import door_attempts
from server.kernel.access import may_anyone
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.units import Site
from server.kernel.wire import Id, Input, Nothing
from server.people.invitation_tickets import Draft, Invited, first_address, language_of, write_invitation
from server.people.invitations import invitation_attempts
from server.people.models import Contact
from server.people.queries import search_name

ANSWER_LOGIN_REQUEST = "people.answer_login_request"
NAMESAKES = 5
"""Of those who share a name, so many are written to."""

request_attempts = Throttle(attempts=5, seconds=3600)
"""Requests for one name in one organisation, whether or not somebody there has it."""

FirstName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
LastName = Annotated[str, msgspec.Meta(max_length=201)]


class RequestLogin(Input, frozen=True):
    """To which organisation one belongs, and one's name as it is known there; accents and capitals do not matter."""

    organisation: Id
    first_name: FirstName
    last_name: LastName = ""


class Asked(msgspec.Struct, frozen=True):
    """A request as its job knows it; `name` is in the form in which names are searched."""

    organisation: int
    name: str
    number: int


@operation("login.request", scope="public:write")
async def request_login(ctx: Context, given: RequestLogin) -> Nothing:
    """Ask for a login: who is known by this name gets a mail, with an invitation or, having a login, a link.

    The invitation goes to the first address on file. The answer is the same whether or not somebody has this name:
    that is looked up afterwards, by a job. Refused: rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    name = search_name(f"{given.first_name} {given.last_name}")
    request_attempts.attempt(f"{given.organisation} {name}")
    arguments = {"organisation": given.organisation, "name": name, "request": new_id()}
    ctx.unit.enqueue(Pending(ANSWER_LOGIN_REQUEST, arguments))
    return Nothing()


async def answer(unit: UnitOfWork, site: Site, asked: Asked) -> None:
    """Write to everybody of this name; each gets what is theirs."""
    organisation = await Organisation.get_or_none(id=asked.organisation)
    if organisation is None:
        return
    own = {"organisation_id": organisation.id, "removed_at": None, "kind": "person"}
    namesakes = Contact.filter(search_name=asked.name, **own)
    for contact in await namesakes.order_by("id").limit(NAMESAKES).select_for_update():
        account = await _account_of(contact)
        if account is None:
            await _invite(unit, site, Invited(organisation, contact))
        else:
            # To the account's own address, not the contact's: whoever may change contacts in one organisation would
            # else become this person, in every organisation that their login serves.
            write_link(unit, site, account, cause=f"login:{asked.number}:{account.id}")


async def _account_of(contact: Contact) -> Account | None:
    """The login of a contact."""
    own = Link.filter(organisation_id=contact.organisation_id, contact_id=contact.id, kind="self", until_at=None)
    link = await own.first()
    return await Account.get(id=link.account_id) if link is not None else None


async def _invite(unit: UnitOfWork, site: Site, invited: Invited) -> None:
    address = await first_address(invited.contact)
    if address is None:
        return
    try:
        invitation_attempts.attempt(str(invited.contact.id))
    except Refusal:
        # They were written to enough; nobody waits for an answer.
        return
    inviter = say(Reason("login_inviter"), language_of(invited.contact, invited.organisation))
    await write_invitation(unit, site, Draft(invited=invited, address=address, inviter=inviter))

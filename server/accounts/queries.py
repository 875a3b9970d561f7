"""Finding accounts."""

from tortoise.expressions import Q

from server.accounts.models import Account, Organisation, Session, Ticket
from server.accounts.secrets import hash_secret
from server.accounts.slugs import slug_form
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.wire import invalid

SHARED_AT_MOST = 5
"""Accounts that may share one address: a couple, parents with children."""

FOUND_AT_MOST = 10
"""Organisations that a search by whoever shows."""
SEARCH_AT_LEAST = 2


async def own_account(actor: Actor) -> Account:
    """The actor's account. Raises `Refusal("unauthenticated")`."""
    account = await Account.get_or_none(id=actor.account, kind__in=["person", "bot"])
    if account is None:
        raise Refusal("unauthenticated")
    return account


async def accounts_named(login: str) -> list[Account]:
    """Those whom a user name or an e-mail address may mean, at most `SHARED_AT_MOST`."""
    wanted = login.strip().lower()
    if "@" in wanted:
        return await Account.filter(address=wanted, kind="person").order_by("id").limit(SHARED_AT_MOST)
    return await Account.filter(login=wanted, kind="person")


async def own_session(actor: Actor, session: int) -> Session:
    """One of the actor's own open sessions. Raises not_found."""
    found = await Session.get_or_none(id=session, account_id=actor.account, ended_at=None)
    if found is None:
        raise not_found()
    return found


async def open_ticket(secret: str, kind: str) -> Ticket:
    """A ticket that can still be used. Raises `Refusal("not_found", "link_used")`."""
    ticket = await Ticket.get_or_none(secret_hash=hash_secret(secret), kind=kind)
    if ticket is None or ticket.used_at is not None or ticket.expires_at <= clock.now():
        raise Refusal("not_found", "link_used")
    return ticket


async def organisations_named(search: str) -> list[Organisation]:
    """The organisations with this in their name or abbreviation, by name, at most `FOUND_AT_MOST`; accents do not
    matter, as the slug has none. Raises `Refusal("invalid")` for less than two characters."""
    wanted = " ".join(search.split())
    if len(wanted) < SEARCH_AT_LEAST:
        raise invalid(search=Reason("field_too_short", limit=SEARCH_AT_LEAST))
    named = Q(name__icontains=wanted) | Q(abbreviation__icontains=wanted)
    if plain := slug_form(wanted):
        named |= Q(slug__contains=plain)
    return await Organisation.filter(named).order_by("name", "id").limit(FOUND_AT_MOST)

"""Finding accounts."""

from server.accounts.models import Account, Session, Ticket
from server.accounts.secrets import hash_secret
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.errors import Refusal, not_found

SHARED_AT_MOST = 5
"""Accounts that may share one address: a couple, parents with children."""


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

"""Links that sign somebody in: asked for by whoever says an address, written and mailed afterwards."""

from datetime import timedelta

from server.accounts.models import Account, Ticket
from server.accounts.queries import accounts_named
from server.accounts.secrets import draw_secret, hash_secret
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.letters import Letter
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.wire import moment_text

ANSWER_LINK_REQUEST = "accounts.answer_link_request"
LINK_LASTS = timedelta(minutes=30)


def link_request(address: str) -> Pending:
    """The job that answers whoever asks for a link. It is the same for any address: whether somebody has it is looked
    up afterwards, so that neither the answer nor the time it takes tells."""
    return Pending(ANSWER_LINK_REQUEST, {"address": address, "request": new_id()})


async def answer_link_request(unit: UnitOfWork, site: Site, address: str, request: int) -> None:
    """Mail a link to each account with an address; the same request twice mails them once."""
    for account in await accounts_named(address) if "@" in address else []:
        write_link(unit, site, account, cause=f"link:{request}:{account.id}")


def write_link(unit: UnitOfWork, site: Site, account: Account, *, cause: str) -> None:
    """Draw a link for an account and have it mailed to the address of the account itself."""
    secret = draw_secret()
    expires_at = clock.now() + LINK_LASTS
    ticket = Ticket(
        id=new_id(),
        kind="link",
        secret_hash=hash_secret(secret),
        account_id=account.id,
        address=account.address or "",
        created_at=clock.now(),
        expires_at=expires_at,
    )
    letter = Letter(
        kind="link",
        cause=cause,
        address=account.address or "",
        language=account.language,  # type: ignore[arg-type]
        params={
            "name": account.name,
            "login": account.login,
            "url": f"{site.url}/link/{secret}",
            "until": moment_text(expires_at),
        },
        account=account.id,
        expires_in=LINK_LASTS.total_seconds(),
    )
    unit.add(ticket)
    unit.enqueue(letter.pending())

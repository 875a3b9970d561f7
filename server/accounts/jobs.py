"""What the worker does for accounts."""

from datetime import timedelta

from server.accounts import links, passkeys
from server.kernel.clock import clock
from server.kernel.jobs import Work, job


@job(links.ANSWER_LINK_REQUEST)
async def answer_link_request(work: Work, address: str, request: int) -> None:
    """Mail a link to sign in to whoever has an address, if anybody has."""
    async with work.units.write() as unit:
        await links.answer_link_request(unit, work.site, address, request)


@job("accounts.forget_challenges", every=timedelta(hours=1))
async def forget_challenges(_work: Work) -> None:
    """Forget the challenges of passkeys that nobody signed in time."""
    await passkeys.forget_challenges(clock.now())

"""What the worker does for people."""

from server.kernel.jobs import Work, job
from server.people import invitations, login_requests


@job(invitations.RENEW_INVITATION)
async def renew_invitation(work: Work, secret_hash: str) -> None:
    """Mail a new invitation in place of one that expired, if the secret was one of ours."""
    async with work.units.write() as unit:
        await invitations.renew(unit, work.site, secret_hash)


@job(login_requests.ANSWER_LOGIN_REQUEST)
async def answer_login_request(work: Work, organisation: int, name: str, request: int) -> None:
    """Mail an invitation or a link to those of an organisation who have a name, if there are any."""
    async with work.units.write() as unit:
        await login_requests.answer(unit, work.site, login_requests.Asked(organisation, name, request))

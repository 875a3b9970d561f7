"""Showing once more who one is, before how one signs in is changed: a session alone may have been left open."""

from datetime import timedelta

from server.accounts.models import Account, Session, Ticket
from server.accounts.operations import PasswordText, sign_in_attempts
from server.accounts.passwords import password_matches
from server.accounts.second_factor import CodeText, code_attempts, use_code
from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.wire import Input, invalid

FRESH = timedelta(minutes=15)
"""For so long after signing in nothing more is asked."""


class WithProof(Input, frozen=True):
    """One's password, or a code where two-step verification is on; neither right after signing in."""

    password: PasswordText | None = None
    code: CodeText | None = None


async def demand_proof(ctx: Context, account: Account, given: WithProof) -> None:
    """Raise `Refusal`: invalid (nothing was given and it is long since one signed in, or it is wrong), rate_limited."""
    if given.password is not None:
        await demand_password(account, given.password)
    elif given.code is not None and account.second_factor:
        await _demand_code(ctx, account, given.code)
    elif not await _just_signed_in(ctx):
        raise invalid(password=Reason("proof_needed"))


async def demand_password(account: Account, password: str) -> None:
    """Raise `Refusal`: invalid for a wrong password, rate_limited."""
    sign_in_attempts.attempt(account.login)
    if not await password_matches(account.password_hash, password):
        raise invalid(password=Reason("password_current"))
    sign_in_attempts.forget(account.login)


async def _demand_code(ctx: Context, account: Account, code: str) -> None:
    code_attempts.attempt(str(account.id))
    async with ctx.write():
        fits = await use_code(account.id, code, ctx.now)
    if not fits:
        raise invalid(code=Reason("second_factor_wrong"))
    code_attempts.forget(str(account.id))


async def _just_signed_in(ctx: Context) -> bool:
    """The shell has no session; who runs the server need not prove who they are."""
    return ctx.actor.session is None or await _fresh_session(ctx) is not None


async def just_came_by_link(ctx: Context) -> bool:
    """Whether this session was opened by a mailed link just now: so does who forgot the password.

    A link is used up at the very moment at which its session begins.
    """
    session = await _fresh_session(ctx)
    if session is None:
        return False
    used = Ticket.filter(kind="link", account_id=session.account_id, used_at=session.created_at)
    return await used.exists()


async def _fresh_session(ctx: Context) -> Session | None:
    session = await Session.get_or_none(id=ctx.actor.session)
    return session if session is not None and ctx.now - session.created_at < FRESH else None

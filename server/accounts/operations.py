"""Signing in and out, and one's sessions."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.accounts.events import SessionEnded
from server.accounts.links import link_request
from server.accounts.models import Account, Session, Ticket
from server.accounts.passwords import LONGEST, password_matches
from server.accounts.queries import accounts_named, open_ticket, own_session
from server.accounts.second_factor import CodeText, pass_second_factor
from server.accounts.sessions import draw_session, organisation_views
from server.accounts.standings import actor_of
from server.accounts.views import AccountView, SessionView, SignedIn
from server.kernel.access import may_anyone, may_when_signed_in
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, Secret

LoginText = Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
PasswordText = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]

sign_in_attempts = Throttle(attempts=10, seconds=300)
link_attempts = Throttle(attempts=5, seconds=900)
door_attempts = Throttle(attempts=100, seconds=300)


class OpenSession(Input, frozen=True):
    """A user name or an e-mail address, the password, and a code where two-step verification is on."""

    login: LoginText
    password: PasswordText
    code: CodeText | None = None


@operation("session.open", scope="public:write", unit="own")
async def open_session(ctx: Context, given: OpenSession) -> SignedIn:
    """Sign in with a user name or an e-mail address and a password.

    Refused: unauthenticated (the same for an unknown name and a wrong password, and as slow), second_factor (the
    password is right and a code is wanted too; with the field `code` when it was wrong), rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    throttle_key = given.login.strip().lower()
    door_attempts.attempt(ctx.door.address)
    sign_in_attempts.attempt(throttle_key)
    candidates = await accounts_named(given.login)
    matching = [a for a in candidates if await password_matches(a.password_hash, given.password)]
    if not candidates:
        await password_matches(None, given.password)
    if not matching:
        raise Refusal("unauthenticated", "sign_in_refused")
    account = matching[0]
    session, token = draw_session(account, ctx.door.client, ctx.now)
    async with ctx.write() as unit:
        await pass_second_factor(account, given.code, ctx.now)
        unit.add(session)
    sign_in_attempts.forget(throttle_key)
    return await signed_in(account, session, token)


async def signed_in(account: Account, session: Session, token: str) -> SignedIn:
    """Who one is with a session that was just drawn and committed."""
    actor = await actor_of(account, session.id)
    return SignedIn(token=token, account=AccountView.of(account), organisations=await organisation_views(actor))


class CloseSession(Input, frozen=True):
    """Nothing: it concerns the session that asks."""


@operation("session.close", scope="accounts:write")
async def close_session(ctx: Context, given: CloseSession) -> Nothing:
    """Sign out: the token works no longer and its sockets close within five seconds."""
    ctx.allow(may_when_signed_in(ctx.actor))
    await _end(ctx, await own_session(ctx.actor, ctx.actor.session or 0))
    return Nothing()


class EndSession(Input, frozen=True):
    """Which of one's own sessions."""

    session: Id


@operation("session.end", scope="accounts:write")
async def end_session(ctx: Context, given: EndSession) -> Nothing:
    """End one of one's other sessions, such as a lost phone's. Refused: not_found."""
    ctx.allow(may_when_signed_in(ctx.actor))
    await _end(ctx, await own_session(ctx.actor, given.session))
    return Nothing()


async def _end(ctx: Context, session: Session) -> None:
    ctx.change(session, ended_at=ctx.now)
    ctx.emit(SessionEnded(session))


class EndOtherSessions(Input, frozen=True):
    """Nothing: it concerns all but the session that asks."""


@operation("session.end_others", scope="accounts:write")
async def end_other_sessions(ctx: Context, given: EndOtherSessions) -> Nothing:
    """End all of one's other sessions: one stays signed in here only."""
    ctx.allow(may_when_signed_in(ctx.actor))
    for session in await Session.filter(account_id=ctx.actor.account, ended_at=None).exclude(id=ctx.actor.session or 0):
        await _end(ctx, session)
    return Nothing()


class ListSessions(PageInput, frozen=True):
    """One's own open sessions."""


@operation("session.list", scope="accounts:read")
async def list_sessions(ctx: Context, given: ListSessions) -> ListView[SessionView]:
    """List one's open sessions, the last used first."""
    ctx.allow(may_when_signed_in(ctx.actor))
    open_ones = Session.filter(account_id=ctx.actor.account, ended_at=None, expires_at__gt=ctx.now)
    own = ctx.actor.session
    return await page_of(
        open_ones.order_by("-used_at", "-id"), given, lambda row: SessionView.of(row, current=row.id == own)
    )


class RequestLink(Input, frozen=True):
    """The address to which the link goes."""

    address: LoginText


@operation("session.request_link", scope="public:write")
async def request_link(ctx: Context, given: RequestLink) -> Nothing:
    """Ask for a sign-in link by e-mail; it works once, for half an hour.

    The answer is the same whether or not somebody has this address. Refused: rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    link_attempts.attempt(given.address.strip().lower())
    door_attempts.attempt(ctx.door.address)
    ctx.unit.enqueue(link_request(given.address.strip().lower()))
    return Nothing()


class OpenByLink(Input, frozen=True):
    """The secret of the link, and a code where two-step verification is on."""

    secret: Secret
    code: CodeText | None = None


@operation("session.open_by_link", scope="public:write", unit="own")
async def open_by_link(ctx: Context, given: OpenByLink) -> SignedIn:
    """Sign in with the secret of a link that was mailed; it works once.

    Refused: not_found (used, expired), second_factor (a code is wanted too; the link still works), rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    ticket = await open_ticket(given.secret, "link")
    async with ctx.write() as unit:
        now = ctx.now
        await use_ticket(ticket, now)
        account = await Account.get(id=ticket.account_id)
        await pass_second_factor(account, given.code, now)
        session, token = draw_session(account, ctx.door.client, now)
        unit.add(session)
    return await signed_in(account, session, token)


async def use_ticket(ticket: Ticket, now: datetime) -> None:
    """Use a ticket up, in the running unit of work; of two at once one is refused."""
    if not await Ticket.filter(id=ticket.id, used_at=None).update(used_at=now):
        raise Refusal("not_found", "link_used")

"""Signing in and out, one's sessions, and one's own account."""

from datetime import timedelta
from typing import Annotated, Literal

import msgspec

from server.accounts.events import AccountChanged, SessionEnded
from server.accounts.models import Account, Session, Ticket
from server.accounts.passwords import LONGEST, check_new_password, hash_password, password_matches
from server.accounts.queries import accounts_named, open_ticket, own_account, own_session
from server.accounts.secrets import draw_secret, hash_secret
from server.accounts.sessions import draw_session, organisation_views
from server.accounts.standings import actor_of
from server.accounts.views import AccountView, OrganisationView, SessionView, SignedIn
from server.kernel.access import may_anyone, may_when_signed_in
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.letters import Letter
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, Secret, invalid, moment_text

LoginText = Annotated[str, msgspec.Meta(min_length=1, max_length=254)]
PasswordText = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]

LINK_LASTS = timedelta(minutes=30)

sign_in_attempts = Throttle(attempts=10, seconds=300)
link_attempts = Throttle(attempts=5, seconds=900)
door_attempts = Throttle(attempts=100, seconds=300)


class OpenSession(Input, frozen=True):
    """A user name or an e-mail address, and the password."""

    login: LoginText
    password: PasswordText


@operation("session.open", scope="public:write", unit="own")
async def open_session(ctx: Context, given: OpenSession) -> SignedIn:
    """Sign in with a user name or an e-mail address and a password.

    Refused: unauthenticated (the same for an unknown name and a wrong password, and as slow), rate_limited.
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
    sign_in_attempts.forget(throttle_key)
    return await sign_in(ctx, matching[0])


async def sign_in(ctx: Context, account: Account) -> SignedIn:
    """Draw a session for an account, in the operation's own unit of work."""
    session, token = draw_session(account, ctx.door.client, ctx.now)
    async with ctx.write() as unit:
        unit.add(session)
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


@operation("session.request_link", scope="public:write", unit="own")
async def request_link(ctx: Context, given: RequestLink) -> Nothing:
    """Ask for a sign-in link by e-mail; it works once, for half an hour.

    The answer is the same whether or not somebody has this address. Refused: rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    link_attempts.attempt(given.address.strip().lower())
    door_attempts.attempt(ctx.door.address)
    accounts = await accounts_named(given.address) if "@" in given.address else []
    async with ctx.write() as unit:
        for account in accounts:
            secret = draw_secret()
            ticket = _ticket(account, secret, ctx)
            unit.add(ticket)
            unit.enqueue(_link_letter(ctx, account, ticket, secret).pending())
    return Nothing()


def _ticket(account: Account, secret: str, ctx: Context) -> Ticket:
    return Ticket(
        id=new_id(),
        kind="link",
        secret_hash=hash_secret(secret),
        account_id=account.id,
        address=account.address,
        created_at=ctx.now,
        expires_at=ctx.now + LINK_LASTS,
    )


def _link_letter(ctx: Context, account: Account, ticket: Ticket, secret: str) -> Letter:
    return Letter(
        kind="link",
        cause=f"link:{ticket.id}",
        address=account.address or "",
        language=account.language,  # type: ignore[arg-type]
        params={
            "name": account.name,
            "login": account.login,
            "url": f"{ctx.site.url}/link/{secret}",
            "until": moment_text(ticket.expires_at),
        },
        account=account.id,
        expires_in=LINK_LASTS.total_seconds(),
    )


class OpenByLink(Input, frozen=True):
    """The secret of the link."""

    secret: Secret


@operation("session.open_by_link", scope="public:write", unit="own")
async def open_by_link(ctx: Context, given: OpenByLink) -> SignedIn:
    """Sign in with the secret of a link that was mailed; it works once. Refused: not_found (used, expired)."""
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    ticket = await open_ticket(given.secret, "link")
    async with ctx.write() as unit:
        await use_ticket(ticket)
        account = await Account.get(id=ticket.account_id)
        session, token = draw_session(account, ctx.door.client, ctx.now)
        unit.add(session)
    return await signed_in(account, session, token)


async def use_ticket(ticket: Ticket) -> None:
    """Use a ticket up, in the running unit of work; of two at once one is refused."""
    if not await Ticket.filter(id=ticket.id, used_at=None).update(used_at=clock.now()):
        raise Refusal("not_found", "link_used")


class GetAccount(Input, frozen=True):
    """Nothing: it is one's own."""


@operation("account.get", scope="accounts:read")
async def get_account(ctx: Context, given: GetAccount) -> AccountView:
    """Show one's own account."""
    ctx.allow(may_when_signed_in(ctx.actor))
    return AccountView.of(await own_account(ctx.actor))


class ChangeAccount(Input, frozen=True):
    """What to change; what is left out stays."""

    language: Literal["nl", "en"] | None = None
    mail_messages: bool | None = None


@operation("account.change", scope="accounts:write")
async def change_account(ctx: Context, given: ChangeAccount) -> AccountView:
    """Change one's language, or whether unread messages are mailed."""
    ctx.allow(may_when_signed_in(ctx.actor))
    account = await own_account(ctx.actor)
    changes = {name: value for name in given.__struct_fields__ if (value := getattr(given, name)) is not None}
    if changes:
        ctx.change(account, **changes)
        ctx.emit(AccountChanged(account))
    return AccountView.of(account)


class SetPassword(Input, frozen=True):
    """The new password, and the current one where there is one."""

    password: PasswordText
    current: PasswordText | None = None


@operation("account.set_password", scope="accounts:write", unit="own")
async def set_password(ctx: Context, given: SetPassword) -> Nothing:
    """Choose a new password; every other session is ended.

    Refused: invalid (too short, too common, or the current one is wrong), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    account = await own_account(ctx.actor)
    sign_in_attempts.attempt(account.login)
    check_new_password(given.password)
    if account.password_hash and not await password_matches(account.password_hash, given.current or ""):
        raise invalid(current=Reason("password_current"))
    password_hash = await hash_password(given.password)
    others = await Session.filter(account_id=account.id, ended_at=None).exclude(id=ctx.actor.session)
    async with ctx.write() as unit:
        unit.change(account, password_hash=password_hash)
        for session in others:
            unit.change(session, ended_at=ctx.now)
            unit.emit(SessionEnded(session))
    return Nothing()


class ListOrganisations(PageInput, frozen=True):
    """One's organisations."""


@operation("organisation.list", scope="accounts:read")
async def list_organisations(ctx: Context, given: ListOrganisations) -> ListView[OrganisationView]:
    """List the organisations in which one stands, by name."""
    ctx.allow(may_when_signed_in(ctx.actor))
    return ListView(items=await organisation_views(ctx.actor))

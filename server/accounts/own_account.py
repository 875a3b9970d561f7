"""One's own account, and the organisations that it serves or might."""

from typing import Annotated, Literal

import msgspec

from server.accounts.events import AccountChanged, SessionEnded
from server.accounts.models import Account, Session
from server.accounts.notices import tell_of_change
from server.accounts.operations import PasswordText, sign_in_attempts
from server.accounts.passwords import check_new_password, hash_password, password_matches
from server.accounts.proof import just_came_by_link
from server.accounts.queries import organisations_named, own_account
from server.accounts.sessions import organisation_views
from server.accounts.standings import actor_of
from server.accounts.views import AccountView, OrganisationView
from server.kernel.access import may_anyone, may_when_signed_in
from server.kernel.context import Context
from server.kernel.errors import Reason
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.wire import Input, ListView, Nothing, PageInput, View, invalid

find_attempts = Throttle(attempts=60, seconds=60)
"""Searches from one address: it is asked while somebody types."""


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
    tells_reads: bool | None = None
    tells_presence: bool | None = None


@operation("account.change", scope="accounts:write")
async def change_account(ctx: Context, given: ChangeAccount) -> AccountView:
    """Change one's language, whether unread messages are mailed, or what others see of one: reading, being there."""
    ctx.allow(may_when_signed_in(ctx.actor))
    account = await own_account(ctx.actor)
    changes = {name: value for name in given.__struct_fields__ if (value := getattr(given, name)) is not None}
    if changes:
        ctx.change(account, **changes)
        ctx.emit(AccountChanged(account))
    return AccountView.of(account)


class SetPassword(Input, frozen=True):
    """The new password, and the current one where there is one; not so soon after signing in by a link."""

    password: PasswordText
    current: PasswordText | None = None


@operation("account.set_password", scope="accounts:write", unit="own")
async def set_password(ctx: Context, given: SetPassword) -> Nothing:
    """Choose a new password; every other session is ended, and one is told of it by mail.

    Refused: invalid (too short, easily guessed, or the current one is wrong), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    account = await own_account(ctx.actor)
    sign_in_attempts.attempt(account.login)
    await check_new_password(given.password, await known_of(account))
    if given.current or not await just_came_by_link(ctx):
        await _demand_current(account, given.current or "")
    password_hash = await hash_password(given.password)
    others = await Session.filter(account_id=account.id, ended_at=None).exclude(id=ctx.actor.session)
    async with ctx.write() as unit:
        unit.change(account, password_hash=password_hash)
        for session in others:
            unit.change(session, ended_at=ctx.now)
            unit.emit(SessionEnded(session))
        tell_of_change(ctx, account, "password_changed")
    return Nothing()


async def _demand_current(account: Account, current: str) -> None:
    if account.password_hash and not await password_matches(account.password_hash, current):
        raise invalid(current=Reason("password_current"))


async def known_of(account: Account) -> list[str]:
    """What others know of an account, and would try as its password."""
    organisations = await organisation_views(await actor_of(account, None))
    return [account.name, account.login, account.address or "", *(each.name for each in organisations)]


class ListOrganisations(PageInput, frozen=True):
    """One's organisations."""


@operation("organisation.list", scope="accounts:read")
async def list_organisations(ctx: Context, given: ListOrganisations) -> ListView[OrganisationView]:
    """List the organisations in which one stands, by name."""
    ctx.allow(may_when_signed_in(ctx.actor))
    return ListView(items=await organisation_views(ctx.actor))


class FindOrganisation(Input, frozen=True):
    """Part of a name or an abbreviation, at least two characters."""

    search: Annotated[str, msgspec.Meta(min_length=2, max_length=100)]


class OrganisationFound(View, frozen=True):
    """An organisation as everybody may know it."""

    id: int
    name: str


@operation("organisation.find", scope="public:read")
async def find_organisations(ctx: Context, given: FindOrganisation) -> ListView[OrganisationFound]:
    """Find an organisation of this server, to ask it for a login: at most ten, by name.

    Refused: invalid (fewer than two characters), rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    find_attempts.attempt(ctx.door.address)
    found = await organisations_named(given.search)
    return ListView(items=[OrganisationFound(id=each.id, name=each.name) for each in found])

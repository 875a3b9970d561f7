"""Bots: accounts for programs, with a token and the scopes that an administrator gives them."""

from typing import Annotated

import msgspec

from server.accounts.capabilities import BOT_SCOPES, MANAGE_SETTINGS
from server.accounts.events import AccountChanged, SessionEnded
from server.accounts.models import Account, BotAccount, Session
from server.accounts.sessions import draw_session
from server.kernel.access import may_with
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Nothing, Title, View, invalid


class CreateBot(Input, frozen=True):
    """Its name, and what it may do."""

    organisation: Id
    name: Title
    scopes: Annotated[list[str], msgspec.Meta(min_length=1, max_length=len(BOT_SCOPES))]


class BotCreated(View, frozen=True):
    """The bot's account, and its token, which is shown this once."""

    bot: int
    token: str


@operation("bot.create", scope="accounts:write", unit="own")
async def create_bot(ctx: Context, given: CreateBot) -> BotCreated:
    """Make a bot for an organisation; what it does on a member's behalf stays within that member's rights.

    The token is not kept, so asking twice makes two bots. Refused: forbidden (no right to manage settings), invalid
    (a scope that bots cannot have).
    """
    ctx.allow(may_with(MANAGE_SETTINGS, ctx.actor, given.organisation))
    if not BOT_SCOPES.issuperset(given.scopes):
        raise invalid(scopes=Reason("bot_scopes", scopes=", ".join(sorted(BOT_SCOPES))))
    number = new_id()
    account = Account(id=number, kind="bot", login=f"bot.{number:x}", name=given.name.strip(), created_at=ctx.now)
    session, token = draw_session(account, ctx.door.client, ctx.now)
    async with ctx.write() as unit:
        unit.add(account, _standing(account, given), session)
        ctx.record(given.organisation, "bot", account.id, details=", ".join(sorted(set(given.scopes))))
    return BotCreated(bot=account.id, token=token)


def _standing(account: Account, given: CreateBot) -> BotAccount:
    scopes = msgspec.json.encode(sorted(set(given.scopes))).decode()
    return BotAccount(id=new_id(), organisation_id=given.organisation, account_id=account.id, scopes=scopes)


class RemoveBot(Input, frozen=True):
    """Which one, and from where."""

    organisation: Id
    bot: Id


@operation("bot.remove", scope="accounts:write")
async def remove_bot(ctx: Context, given: RemoveBot) -> Nothing:
    """Take a bot out of an organisation: its token works no longer. What it answered stays.

    Refused: not_found (no such bot here), forbidden (no right to manage settings).
    """
    ctx.allow(may_with(MANAGE_SETTINGS, ctx.actor, given.organisation))
    bot = await BotAccount.get_or_none(organisation_id=given.organisation, account_id=given.bot)
    if bot is None:
        raise not_found()
    account = await bot.account
    await BotAccount.filter(organisation_id=given.organisation, id=bot.id).delete()
    for session in await Session.filter(account_id=account.id, ended_at=None):
        ctx.change(session, ended_at=ctx.now)
        ctx.emit(SessionEnded(session))
    ctx.emit(AccountChanged(account))
    ctx.record(given.organisation, "bot", account.id)
    return Nothing()

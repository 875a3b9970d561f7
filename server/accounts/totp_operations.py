"""Two-step verification: turning it on with an authenticator app, recovery codes, turning it off."""

from urllib.parse import urlsplit

from server.accounts.events import AccountChanged
from server.accounts.models import Account, Totp
from server.accounts.notices import tell_of_change
from server.accounts.operations import PasswordText
from server.accounts.proof import WithProof, demand_password, demand_proof
from server.accounts.queries import own_account
from server.accounts.second_factor import (
    CodeText,
    code_attempts,
    forget_recovery_codes,
    renew_recovery_codes,
    use_code,
)
from server.accounts.totp import draw_totp_secret, matching_step, plain_code, qr_path, totp_address
from server.kernel.access import may_when_signed_in
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Input, Nothing, View, invalid


class BeginTotp(WithProof, frozen=True):
    """It is for one's own login: one's password, unless one just signed in."""


class TotpBegun(View, frozen=True):
    """The secret for an authenticator app: to be typed, as an address to open, and as the path of a QR code, which is
    `qr_size` units wide and wants a margin of four."""

    secret: str
    address: str
    qr: str
    qr_size: int


# Each has its own unit: what it answers are secrets, and an answer that is kept for a key would keep them too.
@operation("totp.begin", scope="accounts:write", unit="own")
async def begin_totp(ctx: Context, given: BeginTotp) -> TotpBegun:
    """Draw a secret for an authenticator app; nothing changes until a code of it is confirmed.

    Refused: conflict (two-step verification is on already), invalid (the password is wanted, or wrong), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    await demand_proof(ctx, await own_account(ctx.actor), given)
    secret = draw_totp_secret()
    async with ctx.write() as unit:
        account = await own_account(ctx.actor)
        if account.second_factor:
            raise Refusal("conflict", "totp_on")
        await Totp.filter(account_id=account.id).delete()
        unit.add(Totp(id=new_id(), account_id=account.id, secret=secret, created_at=ctx.now))
    address = totp_address(secret, account.login, urlsplit(ctx.site.url).hostname or "")
    qr, size = qr_path(address)
    return TotpBegun(secret=secret, address=address, qr=qr, qr_size=size)


class ConfirmTotp(Input, frozen=True):
    """What the app shows."""

    code: CodeText


class RecoveryCodes(View, frozen=True):
    """Codes that each let one in once, without the app. They are shown this once."""

    codes: list[str]


@operation("totp.confirm", scope="accounts:write", unit="own")
async def confirm_totp(ctx: Context, given: ConfirmTotp) -> RecoveryCodes:
    """Turn two-step verification on with a first code of the app; from now on signing in wants one.

    Refused: conflict (it is on already, or was not begun), invalid (another code), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    code_attempts.attempt(str(ctx.actor.account))
    async with ctx.write() as unit:
        account = await own_account(ctx.actor)
        totp = await Totp.get_or_none(account_id=account.id)
        if account.second_factor or totp is None:
            raise Refusal("conflict", "totp_on" if account.second_factor else "totp_not_begun")
        step = matching_step(totp.secret, plain_code(given.code), ctx.now, totp.last_step)
        if step is None:
            raise invalid(code=Reason("totp_first_wrong"))
        unit.change(totp, last_step=step)
        unit.change(account, second_factor_at=ctx.now)
        unit.emit(AccountChanged(account))
        codes = await renew_recovery_codes(unit, account.id)
        tell_of_change(ctx, account, "second_factor_on")
    code_attempts.forget(str(account.id))
    return RecoveryCodes(codes=codes)


class RenewCodes(Input, frozen=True):
    """A code of the app, or one of the recovery codes that are left."""

    code: CodeText


@operation("totp.renew_codes", scope="accounts:write", unit="own")
async def renew_codes(ctx: Context, given: RenewCodes) -> RecoveryCodes:
    """Draw ten new recovery codes; those before work no longer.

    Refused: conflict (two-step verification is off), invalid (a wrong code), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    code_attempts.attempt(str(ctx.actor.account))
    async with ctx.write() as unit:
        account = await _account_with_totp(ctx)
        if not await use_code(account.id, given.code, ctx.now):
            raise invalid(code=Reason("second_factor_wrong"))
        codes = await renew_recovery_codes(unit, account.id)
    code_attempts.forget(str(account.id))
    return RecoveryCodes(codes=codes)


class RemoveTotp(Input, frozen=True):
    """A code of the app or a recovery code, or one's password: whichever one has."""

    code: CodeText | None = None
    password: PasswordText | None = None


@operation("totp.remove", scope="accounts:write", unit="own")
async def remove_totp(ctx: Context, given: RemoveTotp) -> Nothing:
    """Turn two-step verification off; recovery codes go with it.

    Refused: conflict (it is off), invalid (neither was given, or it is wrong), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    if given.password is not None:
        await demand_password(await own_account(ctx.actor), given.password)
    if given.code is not None:
        code_attempts.attempt(str(ctx.actor.account))
    async with ctx.write() as unit:
        account = await _account_with_totp(ctx)
        if given.password is None:
            await _demand_code(account, given.code, ctx)
        await Totp.filter(account_id=account.id).delete()
        await forget_recovery_codes(account.id)
        unit.change(account, second_factor_at=None)
        unit.emit(AccountChanged(account))
        tell_of_change(ctx, account, "second_factor_off")
    code_attempts.forget(str(account.id))
    return Nothing()


async def _demand_code(account: Account, code: str | None, ctx: Context) -> None:
    if code is None:
        raise invalid(code=Reason("field_missing"))
    if not await use_code(account.id, code, ctx.now):
        raise invalid(code=Reason("second_factor_wrong"))


async def _account_with_totp(ctx: Context) -> Account:
    account = await own_account(ctx.actor)
    if not account.second_factor:
        raise Refusal("conflict", "totp_off")
    return account

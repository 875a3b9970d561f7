"""The second factor: what is asked of an account that has one, before a password or a link lets it in."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.accounts.models import Account, RecoveryCode, Totp
from server.accounts.secrets import hash_secret
from server.accounts.totp import (
    DIGITS,
    RECOVERY_CODES,
    draw_recovery_code,
    matching_step,
    plain_code,
)
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.throttle import Throttle
from server.kernel.unit_of_work import UnitOfWork

CodeText = Annotated[
    str, msgspec.Meta(min_length=6, max_length=20, description="Six digits of the app, or a recovery code.")
]

code_attempts = Throttle(attempts=5, seconds=300)
"""Codes tried for one account: with three that fit at a time, a year of guessing finds one in four."""


async def pass_second_factor(account: Account, code: str | None, now: datetime) -> None:
    """Use a code up, in the running unit of work; nothing is asked of an account without a second factor.

    Raises `Refusal`: second_factor (no code was given, or with the field `code`: a wrong one), rate_limited.
    """
    if not account.second_factor:
        return
    if code is None:
        raise Refusal("second_factor")
    code_attempts.attempt(str(account.id))
    if not await use_code(account.id, code, now):
        raise Refusal("second_factor", "second_factor_wrong", fields={"code": Reason("second_factor_wrong")})
    code_attempts.forget(str(account.id))


async def use_code(account: int, code: str, now: datetime) -> bool:
    """Whether a code of the app or a recovery code fits; it is used up, and of two at once one fits."""
    plain = plain_code(code)
    if not (plain.isascii() and plain.isdecimal() and len(plain) == DIGITS):
        spare = RecoveryCode.filter(account_id=account, code_hash=hash_secret(plain), used_at=None)
        return bool(await spare.update(used_at=now))
    totp = await Totp.get_or_none(account_id=account)
    step = matching_step(totp.secret, plain, now, totp.last_step) if totp is not None else None
    return step is not None and bool(await Totp.filter(account_id=account, last_step__lt=step).update(last_step=step))


async def renew_recovery_codes(unit: UnitOfWork, account: int) -> list[str]:
    """Ten fresh recovery codes in place of those before, to be shown this once."""
    await forget_recovery_codes(account)
    codes = [draw_recovery_code() for _ in range(RECOVERY_CODES)]
    unit.add(
        *(RecoveryCode(id=new_id(), account_id=account, code_hash=hash_secret(plain_code(code))) for code in codes)
    )
    return codes


async def forget_recovery_codes(account: int) -> None:
    """No recovery code of an account works any more."""
    await RecoveryCode.filter(account_id=account).delete()

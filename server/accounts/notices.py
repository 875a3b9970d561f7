"""Telling people by mail that how they sign in has changed: if it was not them, they know at once."""

from datetime import timedelta
from typing import Literal

from server.accounts.models import Account
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.letters import Letter

Change = Literal["password_changed", "second_factor_on", "second_factor_off", "passkey_added", "passkey_removed"]
WORTH_TELLING = timedelta(days=3)


def tell_of_change(ctx: Context, account: Account, what: Change) -> None:
    """Mail the address at which somebody signs in, in the transaction of the change; who has none is not told."""
    if not account.address:
        return
    letter = Letter(
        kind=what,
        cause=f"{what}:{account.id}:{new_id()}",
        address=account.address,
        language="en" if account.language == "en" else "nl",
        params={"name": account.name, "url": f"{ctx.site.url}/settings"},
        account=account.id,
        expires_in=WORTH_TELLING.total_seconds(),
    )
    ctx.unit.enqueue(letter.pending())

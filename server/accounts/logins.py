"""User names: their form, whether one is free, and one to propose."""

import re
import unicodedata

from server.accounts.models import Account
from server.kernel.errors import Reason
from server.kernel.wire import invalid

FORM = re.compile(r"[a-z][a-z0-9._-]{2,59}")
_LEFT_FOR_NUMBER = 50


async def check_new_login(login: str, field: str) -> None:
    """Raise `Refusal("invalid")` about this field for a user name without the right form, or one that is taken."""
    if not FORM.fullmatch(login):
        raise invalid(**{field: Reason("login_form")})
    if await Account.exists(login=login):
        raise invalid(**{field: Reason("login_taken")})


async def free_login(name: str) -> str:
    """A user name for somebody, that nobody has yet: "An Oeverlant" → `an.oeverlant`, else `an.oeverlant2`."""
    wanted = login_of(name)
    taken = {account.login for account in await Account.filter(login__startswith=wanted).only("login")}
    numbered = (f"{wanted}{number}" for number in range(2, len(taken) + 3))
    return next(login for login in (wanted, *numbered) if login not in taken)


def login_of(name: str) -> str:
    """The user name that a name gives: letters and digits without accents, the first word and the rest parted by a
    dot; `lid` stands before what would be too short or begin with a digit."""
    first, *rest = [word for word in map(_plain, name.split()) if word] or [""]
    joined = ".".join(part for part in (first, "".join(rest)) if part)[:_LEFT_FOR_NUMBER].rstrip(".")
    return joined if FORM.fullmatch(joined) else f"lid.{joined}".rstrip(".")


def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in bare if character.isascii() and character.isalnum())

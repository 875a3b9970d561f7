"""Passwords: argon2id with OWASP's parameters, at most two at once, outside every transaction."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.accounts.strength import weakness
from server.kernel.errors import Reason
from server.kernel.wire import invalid

T = TypeVar("T")

SHORTEST = 10
LONGEST = 200

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_two_at_once = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
_decoy = _hasher.hash("a password that nobody has")


async def check_new_password(password: str, own: Iterable[str] = (), field: str = "password") -> None:
    """Raise `Refusal("invalid")` for a password that is too short or easily guessed, also by who knows `own`."""
    if len(password) < SHORTEST:
        raise invalid(**{field: Reason("password_short", limit=SHORTEST)})
    if (key := await weakness(password, own)) is not None:
        raise invalid(**{field: Reason(key)})


async def hash_password(password: str) -> str:
    """The argon2id hash to keep (RFC 9106)."""
    return await _in_turn(_hasher.hash, password)


async def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password of this hash; as slow for an account that has none or does not exist."""
    matches = await _in_turn(_verify, password_hash or _decoy, password)
    return matches and password_hash is not None


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


async def _in_turn(work: Callable[..., T], *arguments: str) -> T:
    """Run in a thread, two at a time: more would only take memory from each other."""
    return await asyncio.get_running_loop().run_in_executor(_two_at_once, work, *arguments)

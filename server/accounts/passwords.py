"""Passwords: argon2id with OWASP's parameters, at most two at once, outside every transaction."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.kernel.errors import Reason
from server.kernel.wire import invalid

T = TypeVar("T")

SHORTEST = 10
LONGEST = 200

COMMON = frozenset(
    (
        "1234567890 12345678910 0123456789 1234567891 password123 wachtwoord wachtwoord1 wachtwoord123 "
        "welkom12345 welkom1234 qwertyuiop azertyuiop passwordpassword iloveyou123 administrator letmein1234 "
        "football123 manchester 1q2w3e4r5t abcdefghij aaaaaaaaaa 1111111111 0000000000 9876543210 zaq12wsxcde "
        "princess123 sunshine123 voetbal123 anderlecht clubbrugge antwerpen1 nederland1 belgie1234 "
    ).split()
)
"""The commonest passwords of the length that we allow."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_two_at_once = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
_decoy = _hasher.hash("a password that nobody has")


def check_new_password(password: str, field: str = "password") -> None:
    """Raise `Refusal("invalid")` for a password that is too short or too common."""
    if len(password) < SHORTEST:
        raise invalid(**{field: Reason("password_short", limit=SHORTEST)})
    if password.lower() in COMMON:
        raise invalid(**{field: Reason("password_common")})


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

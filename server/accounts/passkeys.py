"""Passkeys: challenges to sign, and whether what came back was signed by the right key (W3C Web Authentication)."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import structlog
from webauthn import (
    base64url_to_bytes,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import PublicKeyCredentialCreationOptions
from webauthn.registration.verify_registration_response import VerifiedRegistration

from server.accounts.models import Account, Challenge, Passkey
from server.accounts.secrets import draw_secret, hash_secret
from server.kernel.database import transaction
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork

T = TypeVar("T")

log = structlog.get_logger()

CHALLENGE_LASTS = timedelta(minutes=10)
"""A sign-in page may wait that long for its visitor to pick a passkey."""

REGISTER = "register"
SIGN_IN = "sign_in"
DEFAULT_PORTS = {"https": 443, "http": 80}


class Party(msgspec.Struct, frozen=True):
    """For whom keys are made: the host of this installation, and the origin of its pages."""

    id: str
    origin: str


def party_of(site: Site) -> Party:
    """The party of an installation."""
    parts = urlsplit(site.url)
    host, port = parts.hostname or "", parts.port
    shown = "" if port in (None, DEFAULT_PORTS.get(parts.scheme)) else f":{port}"
    return Party(host, f"{parts.scheme}://{host}{shown}")


def registration_options(party: Party, account: Account, challenge: str) -> PublicKeyCredentialCreationOptions:
    """What a browser needs to make a key."""
    return generate_registration_options(
        rp_id=party.id,
        rp_name="Akkoord",
        user_name=account.login,
        user_display_name=account.name,
        user_id=user_handle(account.id),
        challenge=base64url_to_bytes(challenge),
    )


def user_handle(account: int) -> bytes:
    """Whose key it is, as the device keeps it: bytes that say nothing of a person (§14.6.1)."""
    return hashlib.sha256(f"akkoord account {account}".encode()).digest()[:24]


def write_challenge(unit: UnitOfWork, kind: str, now: datetime, account: int = 0) -> str:
    """A new challenge, kept as a hash until it is used."""
    value = draw_secret()
    expires_at = now + CHALLENGE_LASTS
    unit.add(
        Challenge(id=new_id(), kind=kind, value_hash=hash_secret(value), account_id=account, expires_at=expires_at)
    )
    return value


async def use_challenge(kind: str, client_data: str, now: datetime, account: int = 0) -> bytes:
    """Use up the challenge that was signed, whatever comes of it. Raises `Refusal("unauthenticated")`."""
    value = _readable(lambda: str(json.loads(base64url_to_bytes(client_data))["challenge"]))
    mine = Challenge.filter(value_hash=hash_secret(value), kind=kind, account_id=account, expires_at__gt=now)
    async with transaction():
        used = await mine.delete()
    if not used:
        raise refused()
    return _readable(lambda: base64url_to_bytes(value))


async def forget_challenges(now: datetime) -> None:
    """Challenges that nobody signed in time."""
    async with transaction():
        await Challenge.filter(expires_at__lte=now).delete()


def registered(credential: dict[str, Any], challenge: bytes, party: Party) -> VerifiedRegistration:
    """A key that was made for us, by somebody whom their device knows. Raises `Refusal("unauthenticated")`."""
    return _readable(
        lambda: verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    )


def signed_by(passkey: Passkey, credential: dict[str, Any], challenge: bytes, party: Party) -> VerifiedAuthentication:
    """What a key signed; it counts up, else it may be a copy (§6.1.1). Raises `Refusal("unauthenticated")`."""
    handle = credential["response"]["userHandle"]
    if handle is not None and handle != bytes_to_base64url(user_handle(passkey.account_id)):
        raise refused()
    return _readable(
        lambda: verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    )


def _readable(read: Callable[[], T]) -> T:
    """What strangers send may break any parser below in a way of its own; to them all of it is one refusal."""
    try:
        return read()
    except Exception as problem:
        log.info("passkey_refused", problem=f"{type(problem).__name__}: {problem}"[:200])
        raise refused() from None


def refused() -> Refusal:
    """The one answer for whatever is wrong with a passkey."""
    return Refusal("unauthenticated", "passkey_refused")

"""Codes of an authenticator app (RFC 6238: SHA-1, six digits, half a minute), and recovery codes."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import quote, urlencode

import segno

PERIOD = 30
DIGITS = 6
NEIGHBOURS = (-1, 0, 1)
"""A code is taken one step early or late: clocks differ, and typing takes time (RFC 6238 §5.2)."""

RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike on paper."""


def draw_totp_secret() -> str:
    """160 random bits in base32, as RFC 4226 §4 wants."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of a step (RFC 4226 §5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_at(moment: datetime) -> int:
    """The half minute in which a moment falls."""
    return int(moment.timestamp()) // PERIOD


def matching_step(secret: str, code: str, moment: datetime, after: int) -> int | None:
    """The step after the last used one of which this is the code, or None."""
    now = step_at(moment)
    steps = [now + beside for beside in NEIGHBOURS]
    # Each is compared, so that the time says nothing of which it was.
    found = [step for step in steps if hmac.compare_digest(code_at(secret, step), code)]
    return next((step for step in found if step > after), None)


def totp_address(secret: str, login: str, host: str) -> str:
    """The `otpauth:` address that an authenticator app reads."""
    issuer = f"Akkoord {host}"
    query = urlencode({"secret": secret, "issuer": issuer, "digits": DIGITS, "period": PERIOD}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(login)}?{query}"


def qr_path(text: str) -> tuple[str, int]:
    """A QR code as the path of an SVG, one unit a module, without its margin; and its width."""
    matrix = segno.make(text, error="m", micro=False).matrix
    lines = [f"M{x} {y}h{width}v1h-{width}z" for y, row in enumerate(matrix) for x, width in _runs(row)]
    return "".join(lines), len(matrix)


def _runs(row: Iterable[int]) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: place and number."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif dark:
            runs.append((x, 1))
    return runs


def draw_recovery_code() -> str:
    """Twelve letters and digits in three groups: 59 random bits."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join((drawn[:4], drawn[4:8], drawn[8:]))


def plain_code(text: str) -> str:
    """A code as it is compared: without spaces and dashes, in lower case."""
    return "".join(text.lower().replace("-", " ").split())

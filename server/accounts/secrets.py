"""Secrets that prove who one is: drawn with 192 random bits, kept only as a hash."""

import hashlib
import secrets


def draw_secret() -> str:
    """A new secret, 32 characters that fit in a URL."""
    return secrets.token_urlsafe(24)


def hash_secret(secret: str) -> str:
    """What is kept of a secret. SHA-256 is enough for one that nobody can guess; it is looked up on every request."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()

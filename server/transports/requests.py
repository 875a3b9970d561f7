"""What every door reads of a request: headers, the session's cookie, where it came from."""

from collections.abc import MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from server.kernel.context import Door

COOKIE = "akkoord_session"


def header(scope: MutableMapping[str, Any], name: bytes) -> str | None:
    """The first header of this (lower case) name."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), None)


def bearer_token(authorization: str | None) -> str | None:
    """The token of an `Authorization: Bearer` header (RFC 6750 §2.1)."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def cookie_token(cookies: str | None) -> str | None:
    """The token in the session's cookie."""
    try:
        found = SimpleCookie(cookies or "").get(COOKIE)
    except CookieError:
        return None
    return found.value if found else None


def origin_allowed(origin: str | None, host: str | None, allowed: frozenset[str]) -> bool:
    """Whether a request may carry a browser's cookie: from our own pages, or from no page at all."""
    if origin is None:
        return True
    return origin in allowed or (host is not None and urlsplit(origin).netloc == host)


def door_of(scope: MutableMapping[str, Any], name: str) -> Door:
    """Through which door, from which address, with which client."""
    client = scope.get("client")
    return Door(name, client[0] if client else "", (header(scope, b"user-agent") or "")[:200])

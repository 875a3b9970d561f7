"""Whom the server itself may call: addresses of the internet, never its own network, and whom the system trusts."""

import ssl
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit


@cache
def trusted_tls() -> ssl.SSLContext:
    """TLS to whoever the system trusts; reading its certificates takes longer than a request does, so once."""
    return ssl.create_default_context()


def is_public_address(text: str) -> bool:
    """Whether an IP address is one of the internet: not private, local, reserved, or meant for many."""
    address = ip_address(text.partition("%")[0])
    # An IPv4 address in the clothes of IPv6 reaches the same machine.
    address = getattr(address, "ipv4_mapped", None) or address
    return address.is_global and not address.is_multicast


def may_be_called(url: str, *, private: bool = False) -> bool:
    """Whether a URL that somebody gave may be called at all: https, a name or a public address, no user in it.

    A name is looked at again when it is resolved (`is_public_address`). `private` allows the own network and http.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or any(letter.isspace() or ord(letter) > 126 for letter in url):
        return False
    if private:
        return parts.scheme in ("https", "http")
    return parts.scheme == "https" and _may_be_host(host)


def _may_be_host(host: str) -> bool:
    try:
        return is_public_address(host)
    except ValueError:
        return "." in host.strip(".") and not host.rstrip(".").endswith((".localhost", ".local", ".internal"))

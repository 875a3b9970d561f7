"""Fetching a page of the web: a port, and which addresses may be fetched from at all."""

import ipaddress
from typing import Protocol

import msgspec

PORTS = {"http": 80, "https": 443}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_OWN = tuple(ipaddress.ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24", "fec0::/10"))
"""Of one's own network, or of its way out, though they count as global: fec0::/10 was what fc00::/7 is now."""
_NAT64_LOCAL = ipaddress.ip_network("64:ff9b:1::/48")


class Page(msgspec.Struct, frozen=True):
    """A page of HTML: where it was found in the end, and at most so much of it as was allowed."""

    url: str
    content: bytes
    charset: str | None


class PagePort(Protocol):
    """Fetches pages that anybody may read, and the pictures that they name."""

    async def fetch(self, url: str) -> Page | None:
        """The page, or None for whatever reason there is none."""
        ...

    async def fetch_picture(self, url: str) -> bytes | None:
        """What is sent as a picture, or None; whether it is one is still to be seen."""
        ...


def is_public(address: str, port: int) -> bool:
    """Whether a server may be spoken to: on the ports of the web, and not within our own network or machine.

    What is written in another way (IPv4 inside IPv6, 6to4, Teredo, NAT64) is judged by what it leads to.
    """
    if port not in PORTS.values():
        return False
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(_is_far(each) for each in _meant(found))


def _is_far(found: Address) -> bool:
    return found.is_global and not (found.is_multicast or found.is_reserved or any(found in own for own in _OWN))


def _meant(found: Address) -> list[Address]:
    if not isinstance(found, ipaddress.IPv6Address):
        return [found]
    inner: list[Address] = [each for each in (found.ipv4_mapped, found.sixtofour, *(found.teredo or ())) if each]
    if found in _NAT64:
        # The network of NAT64 counts as global, so it is only the address in its last 32 bits that says.
        return [ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)]
    if found in _NAT64_LOCAL or found in ipaddress.ip_network("::/96"):
        return [ipaddress.IPv4Address("127.0.0.1")]
    return [*inner] if found.ipv4_mapped else [found, *inner]

"""Which kind of mail goes to which of a contact's addresses: parents read along without a login."""

from collections.abc import Collection, Iterable
from typing import Literal, get_args

Purpose = Literal["messages", "mentions", "activities", "reminders", "tasks", "news", "newsletters"]

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
"""Every kind of mail, in the order in which they are shown."""

ABOUT_MESSAGES: frozenset[Purpose] = frozenset({"messages", "mentions"})
"""What ends where somebody wants no more mails about messages."""

NOTHING = "none"
"""Kept for an address that was chosen to get nothing, so that it differs from one about which nothing was said."""


def effective_purposes(place: int, chosen: Collection[str], *, minor: bool) -> list[Purpose]:
    """What goes to an address: what was chosen for it (rows of `AddressPurpose`), or else all to the first.

    For minors all goes to the second and third as well, which are their parents'.
    """
    if chosen:
        return [purpose for purpose in PURPOSES if purpose in chosen]
    return list(PURPOSES) if place == 1 or minor else []


def each_once(addresses: Iterable[str]) -> tuple[str, ...]:
    """Addresses in their order, each once whatever its capitals: parents may share one."""
    found: dict[str, str] = {}
    for address in addresses:
        found.setdefault(address.lower(), address)
    return tuple(found.values())

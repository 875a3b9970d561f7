"""What somebody wants to be told of a conversation, by mail and on their devices: the one decision of both.

Levels of one conversation and mentions are rows of conversations; until there are, everybody wants all, and nobody is
mentioned. `choices_of` and `mentioned_in` are the two places that change then.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

import msgspec

Level = Literal["all", "mentions", "none"]


class Choice(msgspec.Struct, frozen=True):
    """What a reader chose for a conversation. `muted_until`: nothing but mentions until that moment."""

    level: Level = "all"
    muted_until: datetime | None = None

    def wants(self, *, mentioned: bool, now: datetime) -> bool:
        """Whether they want to be told of a message."""
        if self.level == "none":
            return False
        muted = self.muted_until is not None and now < self.muted_until
        return mentioned or (self.level == "all" and not muted)


EVERYTHING = Choice()
Place = tuple[int, int]
"""A conversation and who reads it."""


async def choices_of(
    _organisations: Sequence[int], _conversations: Sequence[int], _readers: Collection[int]
) -> dict[Place, Choice]:
    """What readers chose, where they chose something other than everything."""
    return {}


async def mentioned_in(
    _organisations: Sequence[int], _conversations: Sequence[int], _after: int
) -> dict[Place, frozenset[int]]:
    """Contacts mentioned in messages behind a number, by conversation and `seq`; in full, not as groups."""
    return {}

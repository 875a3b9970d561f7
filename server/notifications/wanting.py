"""What somebody wants to be told of a conversation, by mail and on their devices: the one decision of both.

Levels of one conversation are rows of conversations; until there are, everybody wants all, and `choices_of` is the
place that changes then.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

import msgspec

from server.conversations.mentions import EVERYONE
from server.kernel.database import rows
from server.kernel.database.statements import marks

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
    organisations: Sequence[int], conversations: Sequence[int], after: int
) -> dict[Place, frozenset[int]]:
    """Contacts mentioned in messages behind a number, by conversation and `seq`; in full, not as groups. `EVERYONE`
    stands for all who sit there."""
    if not organisations or not conversations:
        return {}
    sql = (
        'SELECT m."conversation_id", m."seq", n."contact_id" FROM "mention" n JOIN "message" m '
        'ON m."id" = n."message_id" AND m."organisation_id" = n."organisation_id" '
        f'WHERE n."organisation_id" IN ({marks(organisations)}) AND m."conversation_id" IN ({marks(conversations)}) '
        'AND m."seq" > ?'
    )
    found: dict[Place, set[int]] = defaultdict(set)
    for row in await rows(sql, [*organisations, *conversations, after]):
        found[row["conversation_id"], row["seq"]].add(row["contact_id"] or EVERYONE)
    return {place: frozenset(contacts) for place, contacts in found.items()}

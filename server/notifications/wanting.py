"""What somebody wants to be told of a conversation, by mail and on their devices: the one decision of both."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import msgspec

from server.conversations.mentions import EVERYONE
from server.conversations.preferences import Level
from server.kernel.database import rows
from server.kernel.database.fields import moment_of
from server.kernel.database.statements import marks


class Choice(msgspec.Struct, frozen=True):
    """What a reader chose for a conversation. `muted_until`: nothing but mentions until that moment."""

    level: Level = "all"
    muted_until: datetime | None = None

    def wants(self, *, mentioned: bool, now: datetime) -> bool:
        """Whether they want to be told of a message."""
        if self.level == "none":
            return False
        return mentioned or (self.level == "all" and not self.muted(now))

    def wants_mail(self, *, mentioned: bool, now: datetime) -> bool:
        """Whether they want it by mail as well: of what is muted nothing, for a mail has no hurry."""
        return not self.muted(now) and self.wants(mentioned=mentioned, now=now)

    def muted(self, now: datetime) -> bool:
        """Whether it is muted at this moment."""
        return self.muted_until is not None and now < self.muted_until

    @classmethod
    def of(cls, row: dict[str, Any]) -> "Choice":
        """From `level` and `muted_until` of a row, both null where they chose nothing."""
        muted = row["muted_until"]
        return cls(row["level"] or "all", moment_of(muted) if muted is not None else None)


EVERYTHING = Choice()
Place = tuple[int, int]
"""A conversation and who reads it."""


async def choices_of(
    organisations: Sequence[int], conversations: Sequence[int], readers: Collection[int]
) -> dict[Place, Choice]:
    """What readers chose, where they chose something; one query."""
    if not organisations or not conversations or not readers:
        return {}
    sql = (
        'SELECT "conversation_id", "account_id", "level", "muted_until" FROM "preference" '
        f'WHERE "organisation_id" IN ({marks(organisations)}) AND "conversation_id" IN ({marks(conversations)}) '
        f'AND "account_id" IN ({marks(readers)})'
    )
    found = await rows(sql, [*organisations, *conversations, *readers])
    return {(row["conversation_id"], row["account_id"]): Choice.of(row) for row in found}


async def mentioned_in(
    organisations: Sequence[int], conversations: Sequence[int], after: int
) -> dict[Place, frozenset[int]]:
    """Contacts mentioned in messages behind a number, by conversation and `seq`; in full, not as groups. `EVERYONE`
    stands for all who sit there, and a contact with a minus for one of them who blocks the author.

    Who blocks the author is not mentioned by them.
    """
    if not organisations or not conversations:
        return {}
    sql = (
        'SELECT m."conversation_id", m."seq", n."contact_id", b."contact_id" AS "deaf" FROM "mention" n '
        'JOIN "message" m ON m."id" = n."message_id" AND m."organisation_id" = n."organisation_id" '
        'LEFT JOIN "block" b ON b."blocked_id" = m."author_id" AND b."organisation_id" = n."organisation_id" '
        'AND b."lifted_at" IS NULL AND (n."contact_id" IS NULL OR b."contact_id" = n."contact_id") '
        f'WHERE n."organisation_id" IN ({marks(organisations)}) AND m."conversation_id" IN ({marks(conversations)}) '
        'AND m."seq" > ?'
    )
    found: dict[Place, set[int]] = defaultdict(set)
    for row in await rows(sql, [*organisations, *conversations, after]):
        meant = found[row["conversation_id"], row["seq"]]
        if row["contact_id"] is None:
            meant.add(EVERYONE)
        elif row["deaf"] is None:
            meant.add(row["contact_id"])
        if row["deaf"] is not None:
            meant.add(-row["deaf"])
    return {place: frozenset(contacts) for place, contacts in found.items()}


def is_meant(contact: int, meant: frozenset[int]) -> bool:
    """Whether a message mentions a contact, by name or with all, as `mentioned_in` says."""
    return -contact not in meant and (contact in meant or EVERYONE in meant)

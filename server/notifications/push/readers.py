"""Who may be told of a conversation on a device: who sits there, and who acts for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.database.fields import microseconds, moment_of
from server.kernel.database.statements import marks
from server.kernel.language import Language


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who reads a conversation: an account as itself, or (`acting`) for the contact of a link.

    They read up to `read`, at `read_at`, and were told up to `told`; they see it as theirs from `since`.
    """

    organisation: int
    conversation: int
    account: int
    reader: int
    contact: int
    contact_name: str
    acting: bool
    language: Language
    since: datetime
    from_seq: int
    read: int
    read_at: datetime | None
    told: int

    @property
    def floor(self) -> int:
        """The last message of which they need not be told."""
        return max(self.read, self.told)

    def news(self, tail: Sequence[Message], floor: int, oldest: datetime) -> list[Message]:
        """Of a conversation's last messages (newest first), those behind `floor` to tell them, oldest first.

        What they wrote themselves, also as another, is no news to them.
        """
        since = max(self.since, oldest)
        return [
            message
            for message in reversed(tail)
            if message.seq > floor
            and message.seq >= self.from_seq
            and message.author_id != self.contact
            and message.author_account != self.account
            and message.sent_at >= since
        ]


async def readers_of(
    organisations: Sequence[int], conversations: Sequence[int], accounts: Sequence[int] | None = None
) -> list[Reader]:
    """Each account that `all_readers_of` finds once for each conversation: as themselves where they sit there too, else
    for the first for whom they act."""
    once: dict[tuple[int, int], Reader] = {}
    for reader in await all_readers_of(organisations, conversations, accounts):
        once.setdefault((reader.conversation, reader.account), reader)
    return list(once.values())


async def all_readers_of(
    organisations: Sequence[int], conversations: Sequence[int], accounts: Sequence[int] | None = None
) -> list[Reader]:
    """Who sits now in some conversations, or acts for one who does, and has a device to be told on; in one query.

    Not who blocks the other of two. As themselves first, then for whom they act. When they read last is in the log: the
    event that gave their position its `rev`.
    """
    own = f'AND a."id" IN ({marks(accounts)})' if accounts is not None else ""
    sql = f"""
        SELECT p."organisation_id", p."conversation_id", p."contact_id", p."joined_at", p."from_seq",
        a."id" AS "account_id", a."language", l."id" AS "link_id", l."kind", l."from_at",
        c."first_name", c."last_name",
        COALESCE(r."seq", 0) AS "read", e."at" AS "read_at", COALESCE(t."seq", 0) AS "told"
        FROM "participant" p
        JOIN "conversation" v ON v."id" = p."conversation_id" AND v."organisation_id" = p."organisation_id"
            AND v."removed_at" IS NULL
        JOIN "contact" c ON c."id" = p."contact_id" AND c."organisation_id" = p."organisation_id"
        JOIN "link" l ON l."contact_id" = p."contact_id" AND l."organisation_id" = p."organisation_id"
            AND l."until_at" IS NULL
        JOIN "account" a ON a."id" = l."account_id" AND a."kind" = 'person'
        LEFT JOIN "read_position" r ON r."conversation_id" = p."conversation_id"
            AND r."organisation_id" = p."organisation_id"
            AND r."account_id" = CASE WHEN l."kind" = 'self' THEN a."id" ELSE l."id" END
        LEFT JOIN "event" e ON e."organisation_id" = r."organisation_id" AND e."pos" = r."rev"
            AND e."kind" = 'read.moved'
        LEFT JOIN "told" t ON t."conversation_id" = p."conversation_id" AND t."organisation_id" = p."organisation_id"
            AND t."reader_id" = CASE WHEN l."kind" = 'self' THEN a."id" ELSE l."id" END
        WHERE p."organisation_id" IN ({marks(organisations)}) AND p."conversation_id" IN ({marks(conversations)})
        AND p."left_at" IS NULL AND NOT p."refuses" {own}
        AND EXISTS (
            SELECT 1 FROM "push_device" d JOIN "session" s ON s."id" = d."session_id" AND s."ended_at" IS NULL
            AND s."expires_at" > ? WHERE d."account_id" = a."id"
        ) ORDER BY CASE WHEN l."kind" = 'self' THEN 0 ELSE 1 END, l."id"
    """
    now = microseconds(clock.now())
    return [_reader(row) for row in await rows(sql, [*organisations, *conversations, *(accounts or ()), now])]


def _reader(row: dict[str, Any]) -> Reader:
    acting = row["kind"] != "self"
    return Reader(
        organisation=row["organisation_id"],
        conversation=row["conversation_id"],
        account=row["account_id"],
        reader=row["link_id"] if acting else row["account_id"],
        contact=row["contact_id"],
        contact_name=row["first_name"] or row["last_name"],
        acting=acting,
        language="en" if row["language"] == "en" else "nl",
        since=moment_of(max(row["joined_at"], row["from_at"])),
        from_seq=row["from_seq"],
        read=row["read"],
        read_at=moment_of(row["read_at"]) if row["read_at"] is not None else None,
        told=row["told"],
    )

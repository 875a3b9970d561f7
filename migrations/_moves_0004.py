"""The rows that `0004_told_apart` moves: who was removed before seats ended with it sits nowhere any more."""

from datetime import UTC, datetime
from typing import Any

from server.kernel.database.fields import microseconds

LEAVE = """
    UPDATE "participant" SET "left_at" = {now}, "until_seq" = (
        SELECT c."last_seq" FROM "conversation" c WHERE c."id" = "participant"."conversation_id"
    )
    WHERE "left_at" IS NULL AND EXISTS (
        SELECT 1 FROM "contact" p WHERE p."id" = "participant"."contact_id" AND p."removed_at" IS NOT NULL
    )
"""


async def end_seats(_apps: Any, editor: Any) -> None:
    """End the seats of contacts that are removed. Nobody is told: what they hold was not sent to anybody since."""
    await editor.client.execute_query(LEAVE.format(now=microseconds(datetime.now(UTC))))


async def keep_seats(_apps: Any, _editor: Any) -> None:
    """On the way back they stay as they are."""

"""The number on the app's icon: the same decision as the client's (clients/web/src/state/preferring.ts)."""

from collections.abc import Sequence

from server.conversations.queries import UNANSWERABLE
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import marks


async def badges_of(accounts: Sequence[int]) -> dict[int, int]:
    """In how many conversations each account has something unread, as itself, of which it wants to be told.

    Of what is muted that is a mention alone; what is in the archive does not count. One query.
    """
    sql = f"""
        SELECT l."account_id", COUNT(*) AS "unread" FROM "link" l
        JOIN "participant" p ON p."contact_id" = l."contact_id" AND p."organisation_id" = l."organisation_id"
            AND p."left_at" IS NULL
        JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id"
            AND c."removed_at" IS NULL AND NOT {UNANSWERABLE}
        LEFT JOIN "read_position" r ON r."conversation_id" = p."conversation_id" AND r."account_id" = l."account_id"
            AND r."organisation_id" = p."organisation_id"
        LEFT JOIN "preference" f ON f."conversation_id" = p."conversation_id" AND f."account_id" = l."account_id"
            AND f."organisation_id" = p."organisation_id"
        WHERE l."account_id" IN ({marks(accounts)}) AND l."kind" = 'self' AND l."until_at" IS NULL
        AND COALESCE(f."level", 'all') <> 'none'
        AND (f."archived_seq" IS NULL OR (c."last_seq" > f."archived_seq" AND COALESCE(f."muted_until", 0) <= ?))
        AND EXISTS (
            SELECT 1 FROM "message" m WHERE m."organisation_id" = p."organisation_id"
            AND m."conversation_id" = p."conversation_id" AND m."seq" > COALESCE(r."seq", 0) AND m."seq" >= p."from_seq"
            AND m."author_id" <> l."contact_id" AND m."deleted_at" IS NULL
            AND ((COALESCE(f."level", 'all') = 'all' AND COALESCE(f."muted_until", 0) <= ?) OR EXISTS (
                SELECT 1 FROM "mention" n WHERE n."message_id" = m."id" AND n."organisation_id" = m."organisation_id"
                AND (n."contact_id" IS NULL OR n."contact_id" = l."contact_id")
            ))
        ) GROUP BY l."account_id"
    """
    now = microseconds(clock.now())
    return {row["account_id"]: row["unread"] for row in await rows(sql, [*accounts, now, now])}

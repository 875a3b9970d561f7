"""The inbox that administrators of a broadcast list share: its answers, the latest first."""

from typing import Any

from server.conversations.broadcast.policies import may_see_answers
from server.conversations.models import Conversation, Participant
from server.conversations.queries import UNREAD_UP_TO, last_messages
from server.conversations.seats import open_seat
from server.conversations.views import ConversationItem, MessageView
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.operations import operation
from server.kernel.paging import page_start
from server.kernel.wire import Id, ListView, PageInput


class AnswerItem(ConversationItem, frozen=True, kw_only=True, omit_defaults=True):
    """The conversation with one `contact` who answered; `answered_by` is who wrote last, if that was not they."""

    contact: int
    answered_by: int | None


class ReadInbox(PageInput, frozen=True):
    """Of which list; only what waits for an answer, if asked."""

    conversation: Id
    unanswered: bool = False


@operation("broadcast.inbox", scope="conversations:read")
async def read_inbox(ctx: Context, given: ReadInbox) -> ListView[AnswerItem]:
    """List the answers to a broadcast list with what one has not read oneself, the latest first.

    Refused: not_found, forbidden (one does not administer it).
    """
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_see_answers(seat))
    start = page_start(given)
    found = await _answers(ctx.actor.reader, seat, given, start)
    page = found[: given.limit]
    own = {"organisation_id": seat.organisation_id}
    answers = {row.id: row for row in await Conversation.filter(**own, id__in=[row["id"] for row in page])}
    last = await last_messages(list(answers.values()))
    items = [_item(answers[row["id"]], row, last) for row in page]
    return ListView(items=items, next=str(start + given.limit) if len(found) > given.limit else None)


async def _answers(reader: int, seat: Participant, given: ReadInbox, start: int) -> list[dict[str, Any]]:
    waiting = 'AND l."author_id" = w."contact_id"' if given.unanswered else ""
    sql = f"""
        SELECT c."id", w."contact_id", (
            SELECT COUNT(*) FROM (
                SELECT 1 FROM "message" m
                WHERE m."conversation_id" = c."id" AND m."organisation_id" = c."organisation_id"
                AND m."seq" > COALESCE(r."seq", 0) AND m."seq" >= p."from_seq" AND m."author_id" <> p."contact_id"
                AND m."deleted_at" IS NULL LIMIT {UNREAD_UP_TO}
            ) AS "some"
        ) AS "unread"
        FROM "conversation" c
        JOIN "participant" p ON p."conversation_id" = c."id" AND p."organisation_id" = c."organisation_id"
            AND p."contact_id" = ? AND p."admin" AND p."left_at" IS NULL
        JOIN "participant" w ON w."organisation_id" = c."organisation_id" AND w."id" = (
            SELECT MAX(x."id") FROM "participant" x WHERE x."conversation_id" = c."id"
            AND x."organisation_id" = c."organisation_id" AND NOT x."admin"
        )
        JOIN "message" l ON l."conversation_id" = c."id" AND l."organisation_id" = c."organisation_id"
            AND l."seq" = c."last_seq"
        LEFT JOIN "read_position" r ON r."conversation_id" = c."id" AND r."organisation_id" = c."organisation_id"
            AND r."account_id" = ?
        WHERE c."organisation_id" = ? AND c."list_id" = ? {waiting}
        ORDER BY l."sent_at" DESC, c."id" DESC LIMIT ? OFFSET ?
    """
    values = [seat.contact_id, reader, seat.organisation_id, seat.conversation_id, given.limit + 1, start]
    return await rows(sql, values)


def _item(answers: Conversation, row: dict[str, Any], last: dict[int, Any]) -> AnswerItem:
    message = last.get(answers.id)
    author = message.author_id if message else row["contact_id"]
    return AnswerItem.of(
        answers,
        unread=row["unread"],
        last_message=MessageView.of(message) if message else None,
        contact=row["contact_id"],
        answered_by=author if author != row["contact_id"] else None,
    )

"""Reading conversations: one's list, and the messages that one may see."""

from collections.abc import Sequence
from typing import Any

from tortoise.queryset import QuerySet

from server.conversations.models import Conversation, Message, Participant
from server.conversations.views import ConversationItem, MessageView
from server.kernel.access import Actor
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.paging import page_start
from server.kernel.wire import ListView, PageInput

UNREAD_UP_TO = 100
UNANSWERABLE = """(c."kind" = 'reply' AND c."closed_at" IS NOT NULL AND p."admin")"""
"""An answer to a list that was removed does not wait for its administrators any more."""


def visible_messages(seat: Participant) -> QuerySet[Message]:
    """The messages that somebody may see from their seat."""
    query = Message.filter(
        organisation_id=seat.organisation_id, conversation_id=seat.conversation_id, seq__gte=seat.from_seq
    )
    return query if seat.until_seq is None else query.filter(seq__lte=seat.until_seq)


async def conversation_items(
    actor: Actor, organisations: Sequence[int], given: PageInput
) -> ListView[ConversationItem]:
    """One's conversations, the latest message first; three queries whatever their number."""
    if not organisations or not actor.contacts:
        return ListView(items=[])
    start = page_start(given)
    sql = f"""
        SELECT c."id", (
            SELECT COUNT(*) FROM (
                SELECT 1 FROM "message" m
                WHERE m."conversation_id" = c."id" AND m."organisation_id" = c."organisation_id"
                AND m."seq" > COALESCE(r."seq", 0) AND m."seq" >= p."from_seq" AND m."author_id" <> p."contact_id"
                AND m."deleted_at" IS NULL AND NOT {UNANSWERABLE} LIMIT {UNREAD_UP_TO}
            ) AS "some"
        ) AS "unread"
        FROM "participant" p
        JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id"
        LEFT JOIN "read_position" r ON r."conversation_id" = c."id" AND r."account_id" = ?
        WHERE p."organisation_id" IN ({marks(organisations)}) AND p."contact_id" IN ({marks(actor.contacts)})
        AND p."left_at" IS NULL AND c."removed_at" IS NULL
        ORDER BY COALESCE((
            SELECT m."sent_at" FROM "message" m WHERE m."conversation_id" = c."id" AND m."seq" = c."last_seq"
            AND m."organisation_id" = c."organisation_id"
        ), c."created_at") DESC, c."id" DESC LIMIT ? OFFSET ?
    """
    values = [actor.reader, *organisations, *actor.contacts, given.limit + 1, start]
    found = await rows(sql, values)
    page = found[: given.limit]
    items = await _items(organisations, page)
    return ListView(items=items, next=str(start + given.limit) if len(found) > given.limit else None)


async def _items(organisations: Sequence[int], page: list[dict[str, Any]]) -> list[ConversationItem]:
    ids = [row["id"] for row in page]
    conversations = {c.id: c for c in await Conversation.filter(organisation_id__in=organisations, id__in=ids)}
    last = await last_messages(list(conversations.values()))
    return [_item(conversations[row["id"]], last.get(row["id"]), row["unread"]) for row in page]


def _item(conversation: Conversation, last: Message | None, unread: int) -> ConversationItem:
    last_message = MessageView.of(last) if last else None
    return ConversationItem.of(conversation, unread=unread, last_message=last_message)


async def last_messages(conversations: Sequence[Conversation]) -> dict[int, Message]:
    """The last message of each conversation, by conversation."""
    found = [(c.id, c.last_seq) for c in conversations if c.last_seq]
    if not found:
        return {}
    organisations = sorted({c.organisation_id for c in conversations})
    places = " OR ".join('("conversation_id" = ? AND "seq" = ?)' for _ in found)
    sql = f'SELECT "id" FROM "message" WHERE "organisation_id" IN ({marks(organisations)}) AND ({places})'
    ids = [row["id"] for row in await rows(sql, [*organisations, *(value for pair in found for value in pair)])]
    messages = await Message.filter(organisation_id__in=organisations, id__in=ids)
    return {message.conversation_id: message for message in messages}

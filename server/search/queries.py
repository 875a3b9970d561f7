"""Where somebody may search."""

from collections.abc import Sequence

from server.conversations.models import Message
from server.kernel.access import Actor
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.finding import Span


async def spans_of(actor: Actor, organisations: Sequence[int], conversation: int | None) -> list[Span]:
    """The messages that somebody may see: where they sit, and where they sat for their time there."""
    if not organisations or not actor.contacts:
        return []
    sql = (
        'SELECT p."conversation_id", p."from_seq", p."until_seq" FROM "participant" p '
        'JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id" '
        f'WHERE p."organisation_id" IN ({marks(organisations)}) AND p."contact_id" IN ({marks(actor.contacts)}) '
        'AND c."removed_at" IS NULL'
    )
    values = [*organisations, *actor.contacts]
    if conversation is not None:
        sql, values = f'{sql} AND p."conversation_id" = ?', [*values, conversation]
    found = await rows(sql, values)
    return [Span(row["conversation_id"], row["from_seq"], row["until_seq"]) for row in found]


async def messages_with_ids(organisations: Sequence[int], ids: Sequence[int]) -> list[Message]:
    """Messages that are still there, in the order of the ids."""
    if not ids:
        return []
    found = await Message.filter(organisation_id__in=organisations, id__in=ids, deleted_at=None)
    by_id = {message.id: message for message in found}
    return [by_id[each] for each in ids if each in by_id]

"""Editing a message, and what it said before."""

from server.conversations.events import MessageEdited
from server.conversations.mentions import Naming, find_mentioned
from server.conversations.message_models import Mention, MessageVersion
from server.conversations.models import Message, Participant
from server.conversations.policies import administers, may_read
from server.conversations.seats import seen_message
from server.conversations.shared.links import rewrite_links
from server.conversations.views import MessageVersionView
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView


async def rewrite(ctx: Context, message: Message, seat: Participant, text: str) -> None:
    """Give a message another text; what it said before is kept, and its mentions follow. Raises `Refusal`."""
    await _mention_anew(ctx, message, seat, text)
    kept = MessageVersion(
        id=new_id(),
        organisation_id=message.organisation_id,
        message_id=message.id,
        text=message.text,
        written_at=message.edited_at or message.sent_at,
    )
    ctx.add(kept)
    ctx.change(message, text=text, edited_at=ctx.now)
    await rewrite_links(ctx, message)
    ctx.emit(MessageEdited(message))


async def _mention_anew(ctx: Context, message: Message, seat: Participant, text: str) -> None:
    if message.mentions is None and "<@" not in text:
        return
    mentions = Mention.filter(organisation_id=message.organisation_id, message_id=message.id)
    known = frozenset(row.contact_id for row in await mentions if row.contact_id is not None)
    naming = Naming(
        message.organisation_id,
        message.conversation_id,
        seat.conversation.kind,
        administers(ctx.actor, seat),
        text,
        known,
    )
    (found,) = await find_mentioned([naming])
    if isinstance(found, Refusal):
        raise found
    await mentions.delete()
    ctx.change(message, mentions=found.ids)
    ctx.add(*found.rows(message))


class GetVersions(Input, frozen=True):
    """Of which message."""

    message: Id


@operation("message.versions", scope="conversations:read")
async def list_versions(ctx: Context, given: GetVersions) -> ListView[MessageVersionView]:
    """List what a message said, from the first text to that of today; of a deleted one nothing is left.

    Refused: not_found.
    """
    message, seat = await seen_message(ctx, given.message)
    ctx.allow(may_read(seat))
    if message.deleted_at is not None:
        return ListView(items=[])
    before = await MessageVersion.filter(organisation_id=message.organisation_id, message_id=message.id).order_by(
        "written_at", "id"
    )
    items = [MessageVersionView(text=row.text, written_at=row.written_at) for row in before]
    today = MessageVersionView(text=message.text, written_at=message.edited_at or message.sent_at)
    return ListView(items=[*items, today])

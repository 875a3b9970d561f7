"""An activity on a card in a conversation, on which one answers whether one comes."""

from server.agenda.models import Occurrence
from server.agenda.opening import open_occurrence
from server.conversations.models import Message
from server.conversations.posting import Parts, Posting, post
from server.conversations.seats import open_seat
from server.conversations.views import MessageView
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input


class ShareActivity(Input, frozen=True):
    """Where, and what."""

    conversation: Id
    occurrence: Id


@operation("activity.share", scope="messages:write")
async def share_activity(ctx: Context, given: ShareActivity) -> MessageView:
    """Post the card of an activity in a conversation of its organisation.

    Refused: not_found (no such conversation or activity, or one does not sit there), forbidden (one may not post
    there), conflict (the conversation is closed).
    """
    seat = await open_seat(ctx, given.conversation)
    occurrence = await open_occurrence(ctx, given.occurrence)
    if occurrence.organisation_id != seat.organisation_id:
        raise not_found()
    return ctx.later(await post_activity(ctx, seat.conversation_id, occurrence), MessageView.of)


async def post_activity(ctx: Context, conversation: int, occurrence: Occurrence) -> Message:
    """Post the card, in the running unit of work. Raises the refusal of who may not post there."""
    posting = Posting.asked(ctx, conversation, occurrence.title, Parts(card_kind="activity", card=occurrence.id))
    await post([posting])
    if posting.refusal is not None:
        raise posting.refusal
    if posting.message is None:
        raise not_found()
    return posting.message

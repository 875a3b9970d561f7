"""Pinning messages to the top of their conversation."""

from server.conversations.events import MessagePinned
from server.conversations.models import Message
from server.conversations.policies import administers, may_pin
from server.conversations.queries import visible_messages
from server.conversations.seats import open_seat, seen_message
from server.conversations.views import MessageView
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView

MOST = 50
"""Pinned messages of one conversation."""


class PinMessage(Input, frozen=True):
    """Which one, and whether it is to be pinned."""

    message: Id
    on: bool = True


@operation("message.pin", scope="messages:write")
async def pin_message(ctx: Context, given: PinMessage) -> MessageView:
    """Pin a message to the top of its conversation, or unpin it; asking again changes nothing.

    Refused: not_found, forbidden (not an administrator of the conversation, or one left), conflict (the message was
    deleted, the conversation is closed, or 50 are pinned).
    """
    message, seat = await seen_message(ctx, given.message, lock=True)
    ctx.allow(may_pin(ctx.actor, message, seat))
    if (message.pinned_at is not None) == given.on:
        return ctx.later(message, MessageView.of)
    if given.on and await _pinned(message) >= MOST:
        raise Refusal("conflict", "too_many_pins", most=MOST)
    ctx.change(message, pinned_at=ctx.now if given.on else None, pinned_by_id=seat.contact_id if given.on else None)
    ctx.emit(MessagePinned(message))
    if administers(ctx.actor, seat):
        ctx.record(message.organisation_id, "conversation", message.conversation_id, details="pinned")
    return ctx.later(message, MessageView.of)


async def _pinned(message: Message) -> int:
    own = {"organisation_id": message.organisation_id, "conversation_id": message.conversation_id}
    return await Message.filter(**own, pinned_at__isnull=False).count()


class ListPinned(Input, frozen=True):
    """Of which conversation."""

    conversation: Id


@operation("message.pinned", scope="conversations:read")
async def list_pinned(ctx: Context, given: ListPinned) -> ListView[MessageView]:
    """List the pinned messages of a conversation that one may see, the last pinned first. Refused: not_found."""
    seat = await open_seat(ctx, given.conversation)
    found = await visible_messages(seat).filter(pinned_at__isnull=False).order_by("-pinned_at", "-id").limit(MOST)
    return ListView(items=[MessageView.of(row) for row in found])

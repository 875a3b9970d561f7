"""Reacting to a message with an emoji."""

from typing import Annotated

import msgspec

from server.conversations.events import MessageReacted
from server.conversations.markup.emoji import is_emoji
from server.conversations.message_models import Reaction
from server.conversations.models import Message
from server.conversations.policies import may_react
from server.conversations.seats import seen_message
from server.conversations.views import MessageView
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid

MOST = 20
"""Different emoji at one message."""


class SetReaction(Input, frozen=True):
    """At which message, which single emoji, and whether it is to stand there."""

    message: Id
    emoji: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    on: bool


@operation("reaction.set", scope="messages:write")
async def set_reaction(ctx: Context, given: SetReaction) -> MessageView:
    """React to a message with an emoji, or take that back; asking again changes nothing.

    Refused: not_found, invalid (not one emoji), forbidden (one left, or receives a broadcast list), conflict (the
    message was deleted, the conversation is closed, or there are 20 different emoji).
    """
    message, seat = await seen_message(ctx, given.message, lock=True)
    ctx.allow(may_react(message, seat))
    if not is_emoji(given.emoji):
        raise invalid(emoji=Reason("not_an_emoji"))
    # The message is locked, so what it repeats is what stands in the rows.
    people: list[int] = (message.reactions or {}).get(given.emoji, [])
    if (seat.contact_id in people) == given.on:
        return ctx.later(message, MessageView.of)
    own = {"organisation_id": message.organisation_id, "message_id": message.id, "contact_id": seat.contact_id}
    if given.on:
        if not people and len(message.reactions or {}) >= MOST:
            raise Refusal("conflict", "too_many_reactions", most=MOST)
        ctx.add(Reaction(id=new_id(), emoji=given.emoji, reacted_at=ctx.now, **own))
    else:
        await Reaction.filter(**own, emoji=given.emoji).delete()
    ctx.change(message, reactions=changed_reactions(message, given.emoji, seat.contact_id, on=given.on))
    ctx.emit(MessageReacted(message))
    return ctx.later(message, MessageView.of)


def changed_reactions(message: Message, emoji: str, contact: int, *, on: bool) -> dict[str, list[int]] | None:
    """Who reacted to a message, by emoji, once somebody's is there or gone; None for nobody."""
    reactions = {name: list(people) for name, people in (message.reactions or {}).items()}
    people = [each for each in reactions.get(emoji, []) if each != contact]
    reactions[emoji] = [*people, *([contact] if on else [])]
    return {name: people for name, people in reactions.items() if people} or None

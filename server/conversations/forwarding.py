"""Forwarding a message to other conversations."""

import hashlib
from collections.abc import Sequence
from typing import Annotated

import msgspec

from server.conversations.mentions import names_in, spelled_out
from server.conversations.models import Message
from server.conversations.policies import may_forward
from server.conversations.posting import Parts, Posting, post
from server.conversations.seats import seen_message
from server.conversations.views import MessageView
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView

Conversations = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=20)]


class ForwardMessage(Input, frozen=True):
    """Which one, and to which conversations, at most 20."""

    message: Id
    conversations: Conversations


@operation("message.forward", scope="messages:write")
async def forward_message(ctx: Context, given: ForwardMessage) -> ListView[MessageView]:
    """Send a message again in other conversations where one sits, with its files, marked as forwarded.

    Whom it mentions is shown there by name, and not told. All of it or nothing is sent. Refused: not_found (the
    message, or a conversation in which one does not sit), forbidden (one may not write there), conflict (it was
    deleted, is a poll or an activity, or a conversation is closed). Which conversations are in the way is told as
    fields: `conversations[1]` is the second.
    """
    message, _ = await seen_message(ctx, given.message)
    ctx.allow(may_forward(message))
    names = await names_in([message.organisation_id], [message.text])
    text = spelled_out(message.text, names, ctx.language)
    parts = Parts(forwarded=True, files=Parts.of(message).files)
    postings = [
        msgspec.structs.replace(Posting.asked(ctx, conversation, text, parts), key=_key(ctx, message, conversation))
        for conversation in dict.fromkeys(given.conversations)
    ]
    await post(postings)
    _refuse_all(given.conversations, postings)
    sent = [posting.message for posting in postings if posting.message is not None]
    return ctx.later(sent, lambda rows: ListView(items=[MessageView.of(row) for row in rows]))


def _refuse_all(asked: Sequence[int], postings: Sequence[Posting]) -> None:
    """Raises the first refusal, with the reason of each conversation that is in the way."""
    refusals = {posting.conversation: posting.refusal for posting in postings if posting.refusal is not None}
    for refusal in refusals.values():
        fields = {f"conversations[{asked.index(place)}]": each.reason for place, each in refusals.items()}
        raise Refusal(refusal.code, refusal.reason.key, fields=fields, **refusal.reason.params)


def _key(ctx: Context, message: Message, conversation: int) -> str:
    """One key for each copy, the same when the same request comes again."""
    asked = f"{ctx.key or ctx.now.isoformat()}:{message.id}:{conversation}"
    return f"forward:{hashlib.sha256(asked.encode()).hexdigest()}"

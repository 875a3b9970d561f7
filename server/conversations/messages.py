"""Messages: sending, editing, deleting and reading back."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from server.conversations.drafts import end_drafts
from server.conversations.emptying import empty_messages
from server.conversations.models import Message
from server.conversations.policies import may_delete, may_edit, may_read
from server.conversations.posting import Parts, Posting, post
from server.conversations.queries import visible_messages
from server.conversations.rules import rules_of
from server.conversations.seats import message_and_seat, open_message, open_seat, seen_message
from server.conversations.versions import rewrite
from server.conversations.views import MessageView
from server.kernel.context import Asked, Context
from server.kernel.errors import not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Limit, ListView

MessageText = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


SentText = Annotated[str, msgspec.Meta(max_length=10_000)]
SentFiles = Annotated[tuple[Id, ...], msgspec.Meta(max_length=20)]


class SendMessage(Input, frozen=True):
    """Where and what, and which message there it answers. `files` were sent before, for the purpose `message` or
    `voice`; with them `text` may be empty."""

    conversation: Id
    text: SentText
    files: SentFiles = ()
    reply_to: Id | None = None


@operation("message.send", scope="messages:write", unit="together")
async def send_messages(sends: Sequence[Asked[SendMessage, MessageView]]) -> None:
    """Post a message to a conversation; the same key twice posts once, and the second answer says `dup`.

    Refused: not_found (no such conversation, or one does not sit there; no such file of one's own), conflict (it is
    closed, or a file is in use already), key_conflict (the key was used for another message), invalid (neither text nor
    files; it answers a message that is not there, or mentions somebody who is not), forbidden (it mentions everyone, or
    the other of two takes no messages).
    """
    postings = [_posting(asked) for asked in sends]
    await post(postings)
    await end_drafts(postings)
    for asked, posting in zip(sends, postings, strict=True):
        if posting.message is not None:
            asked.answer(asked.ctx.later(posting.message, MessageView.of), dup=posting.dup)
        elif posting.refusal is not None:
            asked.refuse(posting.refusal)


def _posting(asked: Asked[SendMessage, MessageView]) -> Posting:
    given = asked.given
    parts = Parts(reply_to=given.reply_to, files=tuple(dict.fromkeys(given.files)))
    return Posting.asked(asked.ctx, given.conversation, given.text, parts)


class EditMessage(Input, frozen=True):
    """The new text."""

    message: Id
    text: MessageText


@operation("message.edit", scope="messages:write")
async def edit_message(ctx: Context, given: EditMessage) -> MessageView:
    """Change the text of one's own message; it shows that it was edited.

    What it said before is kept. Refused: not_found, forbidden (another's, too long ago by the organisation's rules,
    it mentions everyone, or the other takes no messages), conflict (it was deleted), invalid (it mentions somebody who
    is not there).
    """
    message, seat = await open_message(ctx, given.message)
    ctx.allow(may_edit(message, seat, await rules_of(message.organisation_id), ctx.now))
    if message.text != given.text:
        await rewrite(ctx, message, seat, given.text)
    return ctx.later(message, MessageView.of)


class DeleteMessage(Input, frozen=True):
    """Which one."""

    message: Id


@operation("message.delete", scope="messages:write")
async def delete_message(ctx: Context, given: DeleteMessage) -> MessageView:
    """Delete a message for everyone: one's own or, as an administrator of the conversation, another's.

    Its place stays, all that it held is gone. Refused: not_found, forbidden (another's, or too long ago by the
    organisation's rules), conflict (it was deleted).
    """
    message, seat = await message_and_seat(ctx, given.message)
    rules = await rules_of(message.organisation_id if message is not None else 0)
    ctx.allow(may_delete(ctx.actor, message, seat, rules, ctx.now))
    if message is None or seat is None:
        raise not_found()
    await empty_messages(ctx.unit, message.organisation_id, [message])
    if message.author_id != seat.contact_id:
        ctx.record(message.organisation_id, "conversation", message.conversation_id)
    return ctx.later(message, MessageView.of)


class GetMessage(Input, frozen=True):
    """Which one."""

    message: Id


@operation("message.get", scope="conversations:read")
async def get_message(ctx: Context, given: GetMessage) -> MessageView:
    """Show one message that one may see, such as the one that another answers. Refused: not_found."""
    message, seat = await seen_message(ctx, given.message)
    ctx.allow(may_read(seat))
    return MessageView.of(message)


class ReadHistory(Input, frozen=True):
    """Which part: the messages just `before` a number, or just `after` one; without either the last ones."""

    conversation: Id
    before: Id | None = None
    after: Id | None = None
    limit: Limit = 50


@operation("message.history", scope="conversations:read")
async def read_history(ctx: Context, given: ReadHistory) -> ListView[MessageView]:
    """Read messages of a conversation in their order, as far as one may see them.

    `next` is the number to go on with: as `before`, or as `after` when that was asked. Refused: not_found.
    """
    seat = await open_seat(ctx, given.conversation)
    query = visible_messages(seat)
    if given.before is not None:
        query = query.filter(seq__lt=given.before)
    forward = given.after is not None
    if forward:
        query = query.filter(seq__gt=given.after)
    found: list[Message] = await query.order_by("seq" if forward else "-seq").limit(given.limit + 1)
    page, more = found[: given.limit], len(found) > given.limit
    following = str(page[-1].seq) if more and page else None
    return ListView(items=[MessageView.of(row) for row in sorted(page, key=lambda row: row.seq)], next=following)

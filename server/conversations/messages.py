"""Messages: sending, editing, deleting and reading back."""

from collections.abc import Sequence
from typing import Annotated

import msgspec

from server.conversations.events import MessageDeleted, MessageEdited
from server.conversations.models import Message
from server.conversations.posting import Parts, Posting, post
from server.conversations.queries import visible_messages
from server.conversations.seats import open_message, open_seat
from server.conversations.shared.attaching import detach
from server.conversations.shared.links import rewrite_links
from server.conversations.views import MessageView
from server.kernel.context import Asked, Context
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Limit, ListView

MessageText = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]


SentText = Annotated[str, msgspec.Meta(max_length=10_000)]
SentFiles = Annotated[tuple[Id, ...], msgspec.Meta(max_length=20)]


class SendMessage(Input, frozen=True):
    """Where and what. `files` were sent before, for the purpose `message` or `voice`; with them `text` may be empty."""

    conversation: Id
    text: SentText
    files: SentFiles = ()


@operation("message.send", scope="messages:write", unit="together")
async def send_messages(sends: Sequence[Asked[SendMessage, MessageView]]) -> None:
    """Post a message to a conversation; the same key twice posts once, and the second answer says `dup`.

    Refused: not_found (no such conversation, or one does not sit there; no such file of one's own), invalid (neither
    text nor files), conflict (it is closed, or a file is in use already), key_conflict (the key was used for another
    message).
    """
    postings = [_posting(asked) for asked in sends]
    await post(postings)
    for asked, posting in zip(sends, postings, strict=True):
        if posting.message is not None:
            asked.answer(asked.ctx.later(posting.message, MessageView.of), dup=posting.dup)
        elif posting.refusal is not None:
            asked.refuse(posting.refusal)


def _posting(asked: Asked[SendMessage, MessageView]) -> Posting:
    given = asked.given
    return Posting.asked(asked.ctx, given.conversation, given.text, Parts(files=tuple(dict.fromkeys(given.files))))


class EditMessage(Input, frozen=True):
    """The new text."""

    message: Id
    text: MessageText


@operation("message.edit", scope="messages:write")
async def edit_message(ctx: Context, given: EditMessage) -> MessageView:
    """Change the text of one's own message; it shows that it was edited.

    Refused: not_found, forbidden (another's), conflict (it was deleted).
    """
    message = await open_message(ctx, given.message)
    if message.text != given.text:
        ctx.change(message, text=given.text, edited_at=ctx.now)
        await rewrite_links(ctx, message)
        ctx.emit(MessageEdited(message))
    return ctx.later(message, MessageView.of)


class DeleteMessage(Input, frozen=True):
    """Which one."""

    message: Id


@operation("message.delete", scope="messages:write")
async def delete_message(ctx: Context, given: DeleteMessage) -> MessageView:
    """Delete one's own message for everyone; its place stays, its text is gone.

    Refused: not_found, forbidden (another's), conflict (it was deleted).
    """
    message = await open_message(ctx, given.message)
    await detach(ctx.unit, [message])
    ctx.change(message, text="", deleted_at=ctx.now)
    ctx.emit(MessageDeleted(message))
    return ctx.later(message, MessageView.of)


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

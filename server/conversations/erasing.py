"""Somebody is erased: they sit nowhere any more, and what they wrote stays as a removed member's, or goes."""

from server.conversations.events import CommandAnswered, ConversationChanged, MessageDeleted
from server.conversations.leaving import leave_all
from server.conversations.models import Command, Message
from server.kernel.clock import clock
from server.kernel.personal import Erasing, erased_by


@erased_by("conversations")
async def erase_from_conversations(erasing: Erasing) -> None:
    """Leave every conversation, close those of two, and empty commands and, if it was asked, messages."""
    await _leave(erasing)
    await _empty_commands(erasing)
    if erasing.messages == "remove":
        await _empty_messages(erasing)


async def _leave(erasing: Erasing) -> None:
    for conversation in await leave_all(erasing.unit, erasing.person.organisation, erasing.person.contact):
        if conversation.kind == "direct" and conversation.closed_at is None:
            erasing.unit.change(conversation, closed_at=clock.now())
            erasing.unit.emit(ConversationChanged(conversation))


async def _empty_commands(erasing: Erasing) -> None:
    own = {"organisation_id": erasing.person.organisation, "caller_id": erasing.person.contact}
    for command in await Command.filter(**own).order_by("id"):
        answered = command.answered_at or clock.now()
        erasing.unit.change(command, text="", answer="", answered_at=answered)
        erasing.unit.emit(CommandAnswered(command))


async def _empty_messages(erasing: Erasing) -> None:
    written = Message.filter(
        organisation_id=erasing.person.organisation, author_id=erasing.person.contact, deleted_at=None
    )
    for message in await written.order_by("id"):
        erasing.unit.change(message, text="", deleted_at=clock.now())
        erasing.unit.emit(MessageDeleted(message))

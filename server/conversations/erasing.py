"""Somebody is erased: they sit nowhere any more, and what they wrote stays as a removed member's, or goes."""

from server.conversations.emptying import empty_messages
from server.conversations.events import CommandAnswered, ConversationChanged, MessageReacted
from server.conversations.leaving import leave_all
from server.conversations.message_models import Reaction
from server.conversations.models import Command, Message
from server.conversations.reactions import changed_reactions
from server.kernel.clock import clock
from server.kernel.personal import Erasing, erased_by


@erased_by("conversations")
async def erase_from_conversations(erasing: Erasing) -> None:
    """Leave every conversation, close those of two, take reactions, empty commands and, if it was asked, messages."""
    await _leave(erasing)
    await _empty_commands(erasing)
    if erasing.messages == "remove":
        await _empty_messages(erasing)
    await _take_reactions(erasing)


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
    await empty_messages(erasing.unit, erasing.person.organisation, await written.order_by("id"))


async def _take_reactions(erasing: Erasing) -> None:
    own = {"organisation_id": erasing.person.organisation}
    given = await Reaction.filter(**own, contact_id=erasing.person.contact)
    found = await Message.filter(**own, id__in=sorted({each.message_id for each in given})) if given else []
    messages = {message.id: message for message in found}
    for each in given:
        message = messages[each.message_id]
        without = changed_reactions(message, each.emoji, each.contact_id, on=False)
        erasing.unit.change(message, reactions=without)
    erasing.unit.emit(*map(MessageReacted, messages.values()))
    await Reaction.filter(**own, contact_id=erasing.person.contact).delete()

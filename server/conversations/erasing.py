"""Somebody is erased: they sit nowhere any more, and what they wrote stays as a removed member's, or goes."""

from server.conversations.events import CommandAnswered, ConversationChanged, MessageDeleted, ParticipantLeft
from server.conversations.models import Command, Conversation, Message, Participant
from server.conversations.shared.attaching import detach
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
    own = {"organisation_id": erasing.person.organisation}
    seats = await Participant.filter(contact_id=erasing.person.contact, left_at=None, **own).order_by("conversation_id")
    if not seats:
        return
    ids = [seat.conversation_id for seat in seats]
    # Locked in one order: no message takes a number there before this is committed.
    locked = Conversation.filter(id__in=ids, **own).order_by("id").select_for_update(no_key=True)
    conversations = {row.id: row for row in await locked}
    now = clock.now()
    for seat in seats:
        conversation = conversations[seat.conversation_id]
        erasing.unit.change(seat, left_at=now, until_seq=conversation.last_seq)
        erasing.unit.emit(ParticipantLeft(seat))
        if conversation.kind == "direct" and conversation.closed_at is None:
            erasing.unit.change(conversation, closed_at=now)
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
    messages = await written.order_by("id")
    await detach(erasing.unit, messages)
    for message in messages:
        erasing.unit.change(message, text="", deleted_at=clock.now())
        erasing.unit.emit(MessageDeleted(message))

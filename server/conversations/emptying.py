"""What goes with a message that is deleted: all that it held, and the rows beside it."""

from collections.abc import Sequence

from server.conversations.events import MessageDeleted
from server.conversations.message_models import Mention, MessageVersion, Reaction
from server.conversations.models import Message
from server.conversations.previews.pictures import drop_pictures
from server.conversations.shared.attaching import detach
from server.kernel.clock import clock
from server.kernel.database.statements import INSERT_AT_ONCE
from server.kernel.unit_of_work import UnitOfWork

EMPTY = {
    "text": "",
    "attachments": None,
    "previews": None,
    "reactions": None,
    "mentions": None,
    "pinned_at": None,
    "pinned_by_id": None,
}


async def empty_messages(unit: UnitOfWork, organisation: int, messages: Sequence[Message]) -> None:
    """Delete messages of one organisation for everyone: their places stay, and that they answered or were forwarded."""
    await detach(unit, messages)
    await drop_pictures(unit, messages)
    for message in messages:
        unit.change(message, **EMPTY, deleted_at=clock.now())
        unit.emit(MessageDeleted(message))
    for start in range(0, len(messages), INSERT_AT_ONCE):
        ids = [message.id for message in messages[start : start + INSERT_AT_ONCE]]
        for model in (Mention, MessageVersion, Reaction):
            await model.filter(organisation_id=organisation, message_id__in=ids).delete()

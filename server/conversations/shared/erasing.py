"""Somebody is erased: their files leave the messages that hold them, also those that others forwarded."""

from server.conversations.events import MessageDeleted, MessageEdited
from server.conversations.models import Message
from server.conversations.shared.models import Attachment
from server.kernel.clock import clock
from server.kernel.personal import Erasing, erased_by


@erased_by("attachments")
async def erase_attachments(erasing: Erasing) -> None:
    """A message that held nothing else is deleted."""
    own = {"organisation_id": erasing.person.organisation}
    found = await Attachment.filter(contact_id=erasing.person.contact, **own).order_by("id")
    if not found:
        return
    gone = {row.file_id for row in found}
    messages = Message.filter(id__in=sorted({row.message_id for row in found}), deleted_at=None, **own)
    for message in await messages.order_by("id").select_for_update(no_key=True):
        left = [each for each in message.attachments or () if each["file"] not in gone] or None
        empty = left is None and not message.text and message.card_id is None
        erasing.unit.change(message, attachments=left, deleted_at=clock.now() if empty else None)
        erasing.unit.emit(MessageDeleted(message) if empty else MessageEdited(message))
    await Attachment.filter(id__in=[row.id for row in found], **own).delete()

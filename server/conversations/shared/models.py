"""Rows of what messages hold besides their text, for the tab of shared items."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow


class SharedRow(TenantRow):
    """Something in a message, at a place in its conversation; `month` (202611) is that of UTC."""

    message_id = fields.BigIntField(db_index=True)
    conversation_id = fields.BigIntField()
    seq = fields.BigIntField()
    position = fields.IntField()
    month = fields.IntField()
    shared_at = MomentField()

    class Meta:
        abstract = True


class Attachment(SharedRow):
    """A file in a message. `contact_id` is whose file it is; a forwarded file is in several messages."""

    file_id = fields.BigIntField(db_index=True)
    contact_id = fields.BigIntField(db_index=True)
    kind = fields.CharField(max_length=10)

    class Meta:
        table = "attachment"
        indexes = (("conversation_id", "kind", "seq"),)


class MessageLink(SharedRow):
    """A link in a message's text."""

    url = fields.TextField()

    class Meta:
        table = "message_link"
        indexes = (("conversation_id", "seq"),)

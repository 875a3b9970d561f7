"""Rows of what is not sent yet: drafts, and messages for later."""

from tortoise import fields

from server.conversations.models import Conversation
from server.kernel.database import MomentField
from server.kernel.models import BY_REV, LiveRow


class Draft(LiveRow):
    """What one is writing in a conversation, on all of one's devices; an empty text is none.

    `account_id` is the account, or the link of who writes for somebody else.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="drafts", db_index=True
    )
    conversation_id: int
    account_id = fields.BigIntField(db_index=True)
    text = fields.TextField()
    reply_to_id = fields.BigIntField(null=True)
    changed_at = MomentField()

    class Meta:
        table = "draft"
        indexes = (BY_REV,)
        unique_together = (("conversation", "account_id"),)


class Scheduled(LiveRow):
    """A message that its author wants posted at `send_at`: it waits until it was sent, cancelled or refused.

    `author_account` writes it, by the link `link_id` where it acts for somebody else; `account_id` is who reads the
    row: the one, or the other. `refused` is the code of why it could not be posted.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="scheduled", db_index=True
    )
    conversation_id: int
    account_id = fields.BigIntField(db_index=True)
    author_account = fields.BigIntField()
    link_id = fields.BigIntField(null=True)
    text = fields.TextField()
    reply_to_id = fields.BigIntField(null=True)
    send_at = MomentField()
    created_at = MomentField()
    sent_at = MomentField(null=True)
    message_id = fields.BigIntField(null=True)
    cancelled_at = MomentField(null=True)
    refused_at = MomentField(null=True)
    refused = fields.CharField(max_length=40, null=True)

    @property
    def waits(self) -> bool:
        """Whether it is still to be posted."""
        return self.sent_at is None and self.cancelled_at is None and self.refused_at is None

    class Meta:
        table = "scheduled"
        indexes = (BY_REV,)

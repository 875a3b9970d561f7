"""Rows of what one prefers for a conversation oneself."""

from tortoise import fields

from server.conversations.models import Conversation
from server.kernel.database import MomentField
from server.kernel.models import BY_REV, LiveRow


class Preference(LiveRow):
    """What one is told of a conversation, and where it stands in one's own list.

    `account_id` is the account, or the link of who reads for somebody else. It is archived while no message came
    behind `archived_seq`, or while it is muted: so a new message brings it back without a write.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="preferences", db_index=True
    )
    conversation_id: int
    account_id = fields.BigIntField(db_index=True)
    level = fields.CharField(max_length=10, default="all")
    muted_until = MomentField(null=True)
    pinned_at = MomentField(null=True)
    archived_seq = fields.BigIntField(null=True)

    class Meta:
        table = "preference"
        indexes = (BY_REV,)
        unique_together = (("conversation", "account_id"),)

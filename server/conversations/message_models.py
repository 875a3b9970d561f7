"""Rows beside messages: who is mentioned, what it said before, who reacted, one's own stars, and the rules."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import BY_REV, LiveRow, TenantRow


class Mention(TenantRow):
    """Somebody is mentioned in a message: by name (`contact`), as one of a `group`, or with `everyone`, which has no
    contact. Derived from the message's text; `Message.mentions` repeats it."""

    message_id = fields.BigIntField(db_index=True)
    conversation_id = fields.BigIntField()
    seq = fields.BigIntField()
    kind = fields.CharField(max_length=10)
    contact_id = fields.BigIntField(null=True, db_index=True)
    group_id = fields.BigIntField(null=True)

    class Meta:
        table = "mention"
        indexes = (("conversation_id", "seq"),)


class MessageVersion(TenantRow):
    """What a message said before it was edited, and since when it had said so."""

    message_id = fields.BigIntField(db_index=True)
    text = fields.TextField()
    written_at = MomentField()

    class Meta:
        table = "message_version"


class Reaction(TenantRow):
    """Somebody reacted to a message with an emoji. `Message.reactions` repeats it."""

    message_id = fields.BigIntField()
    contact_id = fields.BigIntField(db_index=True)
    emoji = fields.CharField(max_length=64)
    reacted_at = MomentField()

    class Meta:
        table = "reaction"
        unique_together = (("message_id", "contact_id", "emoji"),)


class Star(LiveRow):
    """A message that one keeps at hand; who took the star off again has no `starred_at`.

    `account_id` is the account, or the link of who reads for somebody else.
    """

    conversation_id = fields.BigIntField()
    message_id = fields.BigIntField()
    account_id = fields.BigIntField(db_index=True)
    starred_at = MomentField(null=True)

    class Meta:
        table = "star"
        indexes = (BY_REV,)
        unique_together = (("message_id", "account_id"),)


class MessageRules(TenantRow):
    """For how many minutes one may edit and delete one's own messages (for ever without a number, never with 0), and
    whether administrators of a conversation delete those of others. Without a row all of that may be done."""

    edit_minutes = fields.IntField(null=True)
    delete_minutes = fields.IntField(null=True)
    admins_delete = fields.BooleanField(default=True)

    class Meta:
        table = "message_rules"
        unique_together = (("organisation_id",),)

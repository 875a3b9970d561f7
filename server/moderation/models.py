"""Rows of moderation: messages that somebody reported, and conversations that were taken out."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import BY_REV, LiveRow, TenantRow


class Report(LiveRow):
    """Somebody (`reporter_id`) tells the administrators of a message; its author never hears of it.

    `account_id` is who reads what becomes of it: the account, or the link of who acts for the reporter. Of who was
    erased neither is kept. `outcome`, once it is closed: the message was `kept` or `removed`. `falls_to` is who may
    answer it: the others who manage conversations (`moderators`), `administrators`, or nobody but the `operator`.

    `forgotten_at`: it was closed so long ago that its words went; the row goes once every device heard of that.
    """

    conversation_id = fields.BigIntField()
    message_id = fields.BigIntField(db_index=True)
    reporter_id = fields.BigIntField(null=True, db_index=True)
    account_id = fields.BigIntField(db_index=True)
    reason = fields.CharField(max_length=10)
    note = fields.CharField(max_length=500, default="")
    reported_at = MomentField()
    closed_at = MomentField(null=True)
    closed_by_id = fields.BigIntField(null=True)
    outcome = fields.CharField(max_length=10, null=True)
    falls_to = fields.CharField(max_length=14, default="moderators")
    forgotten_at = MomentField(null=True)

    class Meta:
        table = "report"
        indexes = (BY_REV,)


class ConversationExport(TenantRow):
    """A conversation as a file, asked for by an account that stands there as `contact_id`, if as anybody.

    `state`: waiting, making, ready, failed; `done` messages of `total` were written. `file_id` is where it lies; the
    file is swept a day after it was made.
    """

    conversation_id = fields.BigIntField(db_index=True)
    account_id = fields.BigIntField(db_index=True)
    contact_id = fields.BigIntField(null=True, db_index=True)
    state = fields.CharField(max_length=10, default="waiting")
    done = fields.IntField(default=0)
    total = fields.IntField(default=0)
    file_id = fields.BigIntField(null=True)
    asked_at = MomentField()
    ready_at = MomentField(null=True)

    class Meta:
        table = "conversation_export"

"""Rows of mail on its way out."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import Row, TenantRow


class Outbox(TenantRow):
    """One mail to one address. `cause` makes it unique: the same cause never mails an address twice.

    States: queued, sending (committed before the relay is asked to take it), sent, deferred, failed, suppressed.
    `content` is what it is composed of, and is erased once it is sent or given up. While it is being sent, `due_at` is
    the moment at which whoever sends it must be dead; `reply` is what the relay said, or why it was given up.
    """

    account_id = fields.BigIntField(null=True, db_index=True)
    address = fields.CharField(max_length=254)
    cause = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=20)
    content = fields.TextField()
    message_id = fields.CharField(max_length=200)
    state = fields.CharField(max_length=12, default="queued")
    attempts = fields.IntField(default=0)
    reply = fields.TextField(null=True)
    due_at = MomentField()
    expires_at = MomentField()
    created_at = MomentField()
    sent_at = MomentField(null=True)

    class Meta:
        table = "outbox"
        unique_together = (("cause", "address"),)
        indexes = (("state", "due_at"),)


class MailKey(Row):
    """The secret of this installation from which the way out in each mail is derived: one row, drawn at first use."""

    secret = fields.CharField(max_length=64)

    class Meta:
        table = "mail_key"

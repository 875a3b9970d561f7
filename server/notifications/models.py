"""Rows of mail on its way out."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow


class Outbox(TenantRow):
    """One mail to one address. `cause` makes it unique: the same cause never mails an address twice.

    States: queued, sending (committed before the relay is asked to take it), sent, deferred, failed, suppressed.
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
    due_at = MomentField(db_index=True)
    expires_at = MomentField()
    created_at = MomentField()
    sent_at = MomentField(null=True)

    class Meta:
        table = "outbox"
        unique_together = (("cause", "address"),)

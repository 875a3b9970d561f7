"""Rows of privacy: archives that were asked for, wishes to be erased, and rules of how long things are kept."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow


class Archive(TenantRow):
    """An archive of what is kept of a contact, as asked for by an account. `state`: waiting, making, ready, failed.

    `file_id` is where it lies; the file is swept a day after it was made.
    """

    contact_id = fields.BigIntField(db_index=True)
    account_id = fields.BigIntField()
    own = fields.BooleanField(default=False)
    state = fields.CharField(max_length=10, default="waiting")
    file_id = fields.BigIntField(null=True)
    asked_at = MomentField()
    ready_at = MomentField(null=True)

    class Meta:
        table = "archive"


class ErasureRequest(TenantRow):
    """Somebody asked to be erased. It is answered by an erasure, with which this row goes, or declined."""

    contact_id = fields.BigIntField(db_index=True)
    account_id = fields.BigIntField()
    asked_at = MomentField()
    declined_at = MomentField(null=True)

    class Meta:
        table = "erasure_request"


class RetentionRule(TenantRow):
    """How many months a kind of data is kept, once that was changed; without a row the defaults hold."""

    kind = fields.CharField(max_length=30)
    months = fields.IntField()
    enabled = fields.BooleanField()

    class Meta:
        table = "retention_rule"
        unique_together = (("organisation_id", "kind"),)

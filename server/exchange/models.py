"""Rows of imports."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow


class ContactImport(TenantRow):
    """A list that somebody had taken in, how far that is, and what became of it.

    `state`: waiting, reading, writing, done or failed. `choices` and `report` are JSON; the report names lines, columns
    and reasons, and nothing of what stood there.
    """

    account_id = fields.BigIntField(db_index=True)
    file_id = fields.BigIntField()
    file_name = fields.CharField(max_length=200)
    language = fields.CharField(max_length=2, default="nl")
    choices = fields.TextField()
    state = fields.CharField(max_length=10, default="waiting")
    lines = fields.IntField(default=0)
    report = fields.TextField(null=True)
    created_at = MomentField()
    started_at = MomentField(null=True)
    ended_at = MomentField(null=True, db_index=True)

    class Meta:
        table = "contact_import"

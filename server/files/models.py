"""Rows of files; their contents are in the blob store."""

from tortoise import fields
from tortoise.models import Model

from server.kernel.database import MomentField
from server.kernel.models import TenantRow


class File(TenantRow):
    """A file that somebody sent, or that we made; its content never changes.

    `blob` names the content in the store; a picture's sizes stand beside it, and what was sent for it is not kept.
    `seconds`: of a voice message. `bytes` is the content's
    size, `stored` all that is counted against the organisation's quota. `receiving_at` and
    `arrived_at`: when the content began to come, and when it was whole; `claimed_at`: since when something uses it.
    """

    purpose = fields.CharField(max_length=20)
    name = fields.CharField(max_length=200)
    media_type = fields.CharField(max_length=100, default="application/octet-stream")
    blob = fields.CharField(max_length=32)
    bytes = fields.BigIntField(default=0)
    stored = fields.BigIntField(default=0)
    digest = fields.CharField(max_length=64, default="")
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    seconds = fields.FloatField(null=True)
    uploaded_by = fields.BigIntField()
    contact_id = fields.BigIntField(null=True, db_index=True)
    created_at = MomentField()
    receiving_at = MomentField(null=True)
    arrived_at = MomentField(null=True)
    claimed_at = MomentField(null=True, db_index=True)
    removed_at = MomentField(null=True, db_index=True)

    class Meta:
        table = "file"

    @property
    def is_picture(self) -> bool:
        """Whether it is there in the sizes of a picture."""
        return self.width is not None


class FileUsage(Model):
    """How many bytes an organisation's files take; counted in the transaction that keeps or deletes one."""

    organisation_id = fields.BigIntField(primary_key=True, generated=False)
    bytes = fields.BigIntField(default=0)

    class Meta:
        table = "file_usage"

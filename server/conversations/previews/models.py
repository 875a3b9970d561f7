"""Rows of the pictures that previews of links show."""

from tortoise import fields

from server.kernel.models import TenantRow


class PreviewPicture(TenantRow):
    """The picture of a preview in a message, a file that we made of what stood behind its link."""

    message_id = fields.BigIntField(db_index=True)
    conversation_id = fields.BigIntField()
    seq = fields.BigIntField()
    file_id = fields.BigIntField(db_index=True)

    class Meta:
        table = "preview_picture"

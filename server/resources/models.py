"""Rows of resources."""

from tortoise import fields

from server.kernel.database import MomentField, SearchField
from server.kernel.models import TenantRow


class Resource(TenantRow):
    """A hall, room, instrument, vehicle or other thing that activities use.

    `capacity` counts people; `closed_at`: since when it is no longer offered.
    """

    name = fields.CharField(max_length=120)
    kind = fields.CharField(max_length=12)
    capacity = fields.IntField(null=True)
    place = fields.CharField(max_length=200, null=True)
    remarks = fields.TextField(null=True)
    picture_id = fields.BigIntField(null=True)
    search_text = SearchField("name", "place")
    created_at = MomentField()
    closed_at = MomentField(null=True)

    class Meta:
        table = "resource"
        unique_together = (("organisation_id", "name"),)

"""Rows of selections: saved questions about contacts, and saved answers."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow
from server.people.models.contacts import Contact


class Selection(TenantRow):
    """Contacts under a name. `conditions` (JSON) is asked anew at each use; without them the people are fixed rows."""

    name = fields.CharField(max_length=120)
    conditions = fields.TextField(null=True)
    created_by_id = fields.BigIntField()
    created_at = MomentField()
    changed_at = MomentField()

    class Meta:
        table = "selection"
        unique_together = (("organisation_id", "name"),)


class SelectionMember(TenantRow):
    """One of the people of a fixed selection."""

    selection: fields.ForeignKeyRelation["Selection"] = fields.ForeignKeyField(
        "akkoord.Selection", related_name="members", db_index=True
    )
    selection_id: int
    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="selections", db_index=True
    )
    contact_id: int

    class Meta:
        table = "selection_member"
        unique_together = (("selection", "contact"),)

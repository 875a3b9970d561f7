"""Rows of families, and of who may act for whom there."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow
from server.people.models.contacts import Contact


class Family(TenantRow):
    """People who belong together."""

    name = fields.CharField(max_length=100)

    class Meta:
        table = "family"
        unique_together = (("organisation_id", "name"),)


class FamilyFunction(TenantRow):
    """What one can be in a family: parent, step-parent, grandparent, child.

    `gives_access`: may act for the family's minors who have an `is_child` function there. `key` names those that an
    organisation begins with, so that lists can be imported in any language.
    """

    name = fields.CharField(max_length=60)
    key = fields.CharField(max_length=20, null=True)
    gives_access = fields.BooleanField(default=False)
    is_child = fields.BooleanField(default=False)
    position = fields.IntField(default=0)

    class Meta:
        table = "family_function"
        unique_together = (("organisation_id", "name"),)


class FamilyMember(TenantRow):
    """A contact's part in a family."""

    family: fields.ForeignKeyRelation["Family"] = fields.ForeignKeyField(
        "akkoord.Family", related_name="members", db_index=True
    )
    family_id: int
    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="families", db_index=True
    )
    contact_id: int
    function: fields.ForeignKeyRelation["FamilyFunction"] = fields.ForeignKeyField(
        "akkoord.FamilyFunction", related_name="members", db_index=True
    )
    function_id: int

    class Meta:
        table = "family_member"
        unique_together = (("family", "contact"),)


class GuardianBlock(TenantRow):
    """An administrator decided that somebody does not act for a child, whatever their function in its family."""

    guardian: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="blocks_on", db_index=True
    )
    guardian_id: int
    child: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="blocks_for", db_index=True
    )
    child_id: int
    blocked_at = MomentField()

    class Meta:
        table = "guardian_block"
        unique_together = (("guardian", "child"),)

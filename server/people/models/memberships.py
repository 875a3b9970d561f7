"""Rows of memberships: belonging to the organisation, apart from standing in its groups."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow
from server.people.models.contacts import Contact


class MembershipType(TenantRow):
    """A kind of membership, such as singing member or friend of the choir."""

    name = fields.CharField(max_length=100)
    position = fields.IntField(default=0)
    closed_at = MomentField(null=True)

    class Meta:
        table = "membership_type"
        unique_together = (("organisation_id", "name"),)


class MembershipOption(TenantRow):
    """Something that can come with a type of membership, such as an insurance package."""

    type: fields.ForeignKeyRelation["MembershipType"] = fields.ForeignKeyField(
        "akkoord.MembershipType", related_name="options", db_index=True
    )
    type_id: int
    name = fields.CharField(max_length=100)
    closed_at = MomentField(null=True)

    class Meta:
        table = "membership_option"
        unique_together = (("type", "name"),)


class Membership(TenantRow):
    """A contact belongs to the organisation from one day until another; without an end, until further notice."""

    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="memberships", db_index=True
    )
    contact_id: int
    type: fields.ForeignKeyRelation["MembershipType"] = fields.ForeignKeyField(
        "akkoord.MembershipType", related_name="memberships", db_index=True
    )
    type_id: int
    from_day = fields.DateField()
    until_day = fields.DateField(null=True)
    end_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "membership"
        indexes = (("organisation_id", "from_day"),)


class MembershipChoice(TenantRow):
    """An option that goes with a membership."""

    membership: fields.ForeignKeyRelation["Membership"] = fields.ForeignKeyField(
        "akkoord.Membership", related_name="choices", db_index=True
    )
    membership_id: int
    option: fields.ForeignKeyRelation["MembershipOption"] = fields.ForeignKeyField(
        "akkoord.MembershipOption", related_name="choices", db_index=True
    )
    option_id: int

    class Meta:
        table = "membership_choice"
        unique_together = (("membership", "option"),)

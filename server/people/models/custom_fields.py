"""Rows of an organisation's own fields about its contacts: typed columns, so that conditions work on both databases."""

from tortoise import fields

from server.kernel.database import MomentField, SearchField
from server.kernel.models import TenantRow
from server.people.models.contacts import Contact


class CustomField(TenantRow):
    """A field of the organisation's own, with the purpose for which it is kept (GDPR article 5(1)(b)).

    `kind`: text, number, date, choice, yes_no or file. `access`: `admins` only, or the contact themselves may also
    `read` or `write` it.
    """

    name = fields.CharField(max_length=100)
    kind = fields.CharField(max_length=10)
    purpose = fields.CharField(max_length=500)
    access = fields.CharField(max_length=10, default="admins")
    position = fields.IntField(default=0)
    closed_at = MomentField(null=True)

    class Meta:
        table = "custom_field"
        unique_together = (("organisation_id", "name"),)


class CustomChoice(TenantRow):
    """One of the answers to a field of kind `choice`."""

    field: fields.ForeignKeyRelation["CustomField"] = fields.ForeignKeyField(
        "akkoord.CustomField", related_name="choices", db_index=True
    )
    field_id: int
    name = fields.CharField(max_length=100)
    position = fields.IntField(default=0)
    closed_at = MomentField(null=True)

    class Meta:
        table = "custom_choice"
        unique_together = (("field", "name"),)


class CustomValue(TenantRow):
    """What a field says of a contact, in the column of its kind."""

    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="custom_values", db_index=True
    )
    contact_id: int
    field: fields.ForeignKeyRelation["CustomField"] = fields.ForeignKeyField(
        "akkoord.CustomField", related_name="values", db_index=True
    )
    field_id: int
    text = fields.TextField(null=True)
    number = fields.FloatField(null=True)
    day = fields.DateField(null=True)
    choice: fields.ForeignKeyNullableRelation["CustomChoice"] = fields.ForeignKeyField(
        "akkoord.CustomChoice", related_name="values", db_index=True, null=True
    )
    choice_id: int | None
    yes = fields.BooleanField(null=True)
    file_id = fields.BigIntField(null=True)
    search_text = SearchField("text")

    class Meta:
        table = "custom_value"
        unique_together = (("contact", "field"),)

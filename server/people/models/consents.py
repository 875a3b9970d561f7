"""Rows of consents: what somebody agreed to, since when, and how it is known."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow
from server.people.models.contacts import Contact


class ConsentPurpose(TenantRow):
    """What an organisation asks consent for; `text` is what one agrees to. A closed one is asked no more."""

    name = fields.CharField(max_length=100)
    text = fields.CharField(max_length=2000)
    created_at = MomentField()
    closed_at = MomentField(null=True)

    class Meta:
        table = "consent_purpose"
        unique_together = (("organisation_id", "name"),)


class Consent(TenantRow):
    """A contact agreed to a purpose, until they withdraw it; who agrees again gets a new row, so that history stays.

    `source`: `self`, a `guardian`, or an `admin` who has it otherwise (on paper); likewise `withdrawn_source`.
    """

    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="consents", db_index=True
    )
    contact_id: int
    purpose: fields.ForeignKeyRelation["ConsentPurpose"] = fields.ForeignKeyField(
        "akkoord.ConsentPurpose", related_name="consents", db_index=True
    )
    purpose_id: int
    given_at = MomentField()
    given_by_id = fields.BigIntField()
    source = fields.CharField(max_length=10)
    withdrawn_at = MomentField(null=True)
    withdrawn_by_id = fields.BigIntField(null=True)
    withdrawn_source = fields.CharField(max_length=10, null=True)

    class Meta:
        table = "consent"

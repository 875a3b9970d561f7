"""Rows of contacts: people and companies, and where they are reached."""

from tortoise import fields

from server.kernel.database import MomentField, SearchField
from server.kernel.models import BY_REV, LiveRow, TenantRow


class Contact(LiveRow):
    """A person or a company that an organisation knows; not their login.

    A company has its name in `last_name`. Of who was erased nothing is left but the row itself.
    """

    kind = fields.CharField(max_length=10, default="person")
    first_name = fields.CharField(max_length=100)
    last_name = fields.CharField(max_length=201, default="")
    birth_date = fields.DateField(null=True)
    sex = fields.CharField(max_length=1, null=True)
    language = fields.CharField(max_length=2, default="nl")
    remarks = fields.TextField(null=True)
    picture_id = fields.BigIntField(null=True)
    search_name = fields.CharField(max_length=320)
    search_remarks = SearchField("remarks")
    created_at = MomentField()
    removed_at = MomentField(null=True)
    erased_at = MomentField(null=True)

    class Meta:
        table = "contact"
        indexes = (BY_REV, ("organisation_id", "search_name"))

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class Address(TenantRow):
    """One of a contact's at most three e-mail addresses; `place` 1 to 3, 1 is written to first."""

    contact: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="addresses", db_index=True
    )
    contact_id: int
    place = fields.SmallIntField()
    address = fields.CharField(max_length=254, db_index=True)
    label = fields.CharField(max_length=40, null=True)
    confirmed_at = MomentField(null=True)
    bounced_at = MomentField(null=True)

    class Meta:
        table = "address"
        unique_together = (("contact", "place"),)


class AddressPurpose(TenantRow):
    """A kind of mail that goes to an address; an address without any gets nothing of its own accord."""

    address: fields.ForeignKeyRelation["Address"] = fields.ForeignKeyField(
        "akkoord.Address", related_name="purposes", db_index=True
    )
    address_id: int
    purpose = fields.CharField(max_length=20)

    class Meta:
        table = "address_purpose"
        unique_together = (("address", "purpose"),)


class Phone(TenantRow):
    """One of a contact's at most three telephone numbers, as typed."""

    contact: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="phones", db_index=True
    )
    contact_id: int
    place = fields.SmallIntField()
    number = fields.CharField(max_length=40)
    label = fields.CharField(max_length=40, null=True)

    class Meta:
        table = "phone"
        unique_together = (("contact", "place"),)


class PostalAddress(TenantRow):
    """One of a contact's at most three postal addresses."""

    contact: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="postal_addresses", db_index=True
    )
    contact_id: int
    place = fields.SmallIntField()
    street = fields.CharField(max_length=200, null=True)
    postcode = fields.CharField(max_length=20, null=True)
    town = fields.CharField(max_length=100, null=True)
    country = fields.CharField(max_length=2, null=True)
    label = fields.CharField(max_length=40, null=True)
    search_street = SearchField("street")
    search_postcode = SearchField("postcode")
    search_town = SearchField("town")

    class Meta:
        table = "postal_address"
        unique_together = (("contact", "place"),)


class CompanyPerson(TenantRow):
    """A person whom one asks for at a company, and what they are there."""

    company: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="company_people", db_index=True
    )
    company_id: int
    contact: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="companies", db_index=True
    )
    contact_id: int
    function = fields.CharField(max_length=100, default="")

    class Meta:
        table = "company_person"
        unique_together = (("company", "contact"),)


class DistinctPair(TenantRow):
    """An administrator said that two cards which look alike are of two people; `one` is the older card."""

    one: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="distinct_from", db_index=True
    )
    one_id: int
    other: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="distinct_to", db_index=True
    )
    other_id: int
    said_at = MomentField()

    class Meta:
        table = "distinct_pair"
        unique_together = (("one", "other"),)

"""Rows of contacts, families, seasons, groups and placements."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import BY_REV, LiveRow, TenantRow


class Contact(LiveRow):
    """A person that an organisation knows; not their login."""

    first_name = fields.CharField(max_length=100)
    last_name = fields.CharField(max_length=201, default="")
    birth_date = fields.DateField(null=True)
    sex = fields.CharField(max_length=1, null=True)
    phone = fields.CharField(max_length=40, null=True)
    street = fields.CharField(max_length=200, null=True)
    postcode = fields.CharField(max_length=20, null=True)
    town = fields.CharField(max_length=100, null=True)
    language = fields.CharField(max_length=2, default="nl")
    search_name = fields.CharField(max_length=320)
    picture_id = fields.BigIntField(null=True)
    created_at = MomentField()
    removed_at = MomentField(null=True)

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

    class Meta:
        table = "address"
        unique_together = (("contact", "place"),)


class Season(TenantRow):
    """A year of work, with its first and last day; groups belong to one."""

    name = fields.CharField(max_length=60)
    first_day = fields.DateField()
    last_day = fields.DateField()

    class Meta:
        table = "season"
        unique_together = (("organisation_id", "name"),)


class Group(TenantRow):
    """A standing body of people, the same over the seasons."""

    name = fields.CharField(max_length=120)

    class Meta:
        table = "group"
        unique_together = (("organisation_id", "name"),)


class GroupSeason(TenantRow):
    """A group as it is in one season."""

    group: fields.ForeignKeyRelation["Group"] = fields.ForeignKeyField(
        "akkoord.Group", related_name="seasons", db_index=True
    )
    group_id: int
    season: fields.ForeignKeyRelation["Season"] = fields.ForeignKeyField(
        "akkoord.Season", related_name="groups", db_index=True
    )
    season_id: int

    class Meta:
        table = "group_season"
        unique_together = (("group", "season"),)


class Placement(TenantRow):
    """A contact's function in a group during a season, from one day until another."""

    contact: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="placements", db_index=True
    )
    contact_id: int
    group_season: fields.ForeignKeyRelation["GroupSeason"] = fields.ForeignKeyField(
        "akkoord.GroupSeason", related_name="placements", db_index=True
    )
    group_season_id: int
    function = fields.CharField(max_length=100)
    active = fields.BooleanField(default=True)
    from_day = fields.DateField(null=True)
    until_day = fields.DateField(null=True)

    class Meta:
        table = "placement"
        unique_together = (("contact", "group_season", "function"),)


class Family(TenantRow):
    """People who belong together."""

    name = fields.CharField(max_length=100)

    class Meta:
        table = "family"
        unique_together = (("organisation_id", "name"),)


class FamilyMember(TenantRow):
    """A contact's part in a family: child, parent, guardian, partner."""

    family: fields.ForeignKeyRelation["Family"] = fields.ForeignKeyField(
        "akkoord.Family", related_name="members", db_index=True
    )
    family_id: int
    contact: fields.ForeignKeyRelation["Contact"] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="families", db_index=True
    )
    contact_id: int
    role = fields.CharField(max_length=20)

    class Meta:
        table = "family_member"
        unique_together = (("family", "contact"),)

"""Rows of seasons, groups and who stands in them."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import TenantRow
from server.people.models.contacts import Contact


class Season(TenantRow):
    """A year of work, with its first and last day; no two share a day. One that was closed is only looked at."""

    name = fields.CharField(max_length=60)
    first_day = fields.DateField()
    last_day = fields.DateField()
    closed_at = MomentField(null=True)

    class Meta:
        table = "season"
        unique_together = (("organisation_id", "name"),)


class Group(TenantRow):
    """A standing body of people, the same over the seasons."""

    name = fields.CharField(max_length=120)
    abbreviation = fields.CharField(max_length=20, null=True)

    class Meta:
        table = "group"
        unique_together = (("organisation_id", "name"),)


class GroupSeason(TenantRow):
    """A group as it is in one season: its type (choir, team), composition (SATB), and where it meets."""

    group: fields.ForeignKeyRelation["Group"] = fields.ForeignKeyField(
        "akkoord.Group", related_name="seasons", db_index=True
    )
    group_id: int
    season: fields.ForeignKeyRelation["Season"] = fields.ForeignKeyField(
        "akkoord.Season", related_name="groups", db_index=True
    )
    season_id: int
    type = fields.CharField(max_length=60, null=True)
    composition = fields.CharField(max_length=60, null=True)
    place = fields.CharField(max_length=200, null=True)
    remarks = fields.TextField(null=True)

    class Meta:
        table = "group_season"
        unique_together = (("group", "season"),)


class GroupMeeting(TenantRow):
    """When a group usually meets: a day of the week (1 is Monday, ISO 8601) and minutes after midnight, local time."""

    group_season: fields.ForeignKeyRelation["GroupSeason"] = fields.ForeignKeyField(
        "akkoord.GroupSeason", related_name="meetings", db_index=True
    )
    group_season_id: int
    weekday = fields.SmallIntField()
    from_minute = fields.SmallIntField()
    until_minute = fields.SmallIntField(null=True)
    place = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "group_meeting"


class GroupFunction(TenantRow):
    """What one can be in a group: singer, conductor, trainer, volunteer. `position` orders them."""

    name = fields.CharField(max_length=100)
    position = fields.IntField(default=0)
    closed_at = MomentField(null=True)

    class Meta:
        table = "group_function"
        unique_together = (("organisation_id", "name"),)


class Placement(TenantRow):
    """A contact's function in a group during a season, from one day until another; a reader (`active` is false) only
    follows. Who leaves and returns has two."""

    contact: fields.ForeignKeyRelation[Contact] = fields.ForeignKeyField(
        "akkoord.Contact", related_name="placements", db_index=True
    )
    contact_id: int
    group_season: fields.ForeignKeyRelation["GroupSeason"] = fields.ForeignKeyField(
        "akkoord.GroupSeason", related_name="placements", db_index=True
    )
    group_season_id: int
    function: fields.ForeignKeyRelation["GroupFunction"] = fields.ForeignKeyField(
        "akkoord.GroupFunction", related_name="placements", db_index=True
    )
    function_id: int
    active = fields.BooleanField(default=True)
    from_day = fields.DateField(null=True)
    until_day = fields.DateField(null=True)
    end_reason = fields.CharField(max_length=200, null=True)

    class Meta:
        table = "placement"

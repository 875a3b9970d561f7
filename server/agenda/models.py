"""Rows of the agenda: a series says how, its occurrences are what stands in it."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import BY_REV, LiveRow, TenantRow


class Series(TenantRow):
    """An activity's zone, local start, duration and rule; without a rule it happens once or on hand-picked dates.

    `made_until` is the last day up to which its rule was turned into occurrences.
    """

    uid = fields.CharField(max_length=200)
    title = fields.CharField(max_length=200)
    place = fields.CharField(max_length=500, null=True)
    remarks = fields.TextField(null=True)
    zone = fields.CharField(max_length=60)
    local_start = fields.CharField(max_length=19)
    duration_minutes = fields.IntField()
    all_day = fields.BooleanField(default=False)
    rule = fields.CharField(max_length=1100, null=True)
    group_id = fields.BigIntField(null=True)
    made_until = MomentField(null=True)
    created_at = MomentField()

    class Meta:
        table = "series"
        unique_together = (("organisation_id", "uid"),)


class Occurrence(LiveRow):
    """One time that an activity happens. `recurrence_key` is its original local start: moving it changes
    nothing there, only the file that it came from can.

    Local start and end rule; UTC is a cache, computed again when a zone's rules change. `sequence` grows when time,
    place or status change, `modified_at` by a second at least with every change. `patch` names, parted by spaces, what
    was changed by hand here (title, place, remarks, times, state) and so no longer follows the series or its file.
    Until `answer_until` one says whether one comes.
    """

    series: fields.ForeignKeyRelation["Series"] = fields.ForeignKeyField(
        "akkoord.Series", related_name="occurrences", db_index=True
    )
    series_id: int
    group_id = fields.BigIntField(null=True)
    uid = fields.CharField(max_length=220)
    recurrence_key = fields.CharField(max_length=19)
    title = fields.CharField(max_length=200)
    place = fields.CharField(max_length=500, null=True)
    remarks = fields.TextField(null=True)
    zone = fields.CharField(max_length=60)
    local_start = fields.CharField(max_length=19)
    local_end = fields.CharField(max_length=19)
    starts_at = MomentField()
    ends_at = MomentField()
    all_day = fields.BooleanField(default=False)
    state = fields.CharField(max_length=10, default="planned")
    patch = fields.CharField(max_length=60, default="")
    sequence = fields.IntField(default=0)
    answer_until = MomentField(null=True)
    created_at = MomentField()
    modified_at = MomentField()

    class Meta:
        table = "occurrence"
        indexes = (BY_REV, ("organisation_id", "starts_at"))
        unique_together = (("series", "recurrence_key"), ("organisation_id", "uid"))


class CalendarLink(TenantRow):
    """A person's secret calendar address. Only a hash of the secret is kept. With a `link_id` it gives what is for the
    contact of that link, as long as they act by it.

    `etag` and `published_at` are what was last served there: Last-Modified must not go back, also over a restart.
    """

    account_id = fields.BigIntField(db_index=True)
    link_id = fields.BigIntField(null=True)
    secret_hash = fields.CharField(max_length=64, unique=True)
    created_at = MomentField()
    revoked_at = MomentField(null=True)
    etag = fields.CharField(max_length=64, null=True)
    published_at = MomentField(null=True)

    class Meta:
        table = "calendar_link"

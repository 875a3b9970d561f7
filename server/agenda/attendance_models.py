"""Rows of attendance: who comes, and how many."""

from typing import Any

from tortoise import fields

from server.kernel.database import JsonField, MomentField
from server.kernel.models import BY_REV, LiveRow


class Attendance(LiveRow):
    """What a contact said of an occurrence: `present`, `absent`, `late`, `undecided`, or nothing any more (null).

    `by_id` is the contact of who said it for them. `readers` are who hear of it live: the contact's own login and who
    acts for them; others ask.
    """

    occurrence_id = fields.BigIntField()
    contact_id = fields.BigIntField(db_index=True)
    status = fields.CharField(max_length=10, null=True)
    reason = fields.CharField(max_length=300, null=True)
    by_id = fields.BigIntField(null=True)
    readers: Any = JsonField()
    answered_at = MomentField()

    class Meta:
        table = "attendance"
        indexes = (BY_REV,)
        unique_together = (("occurrence_id", "contact_id"),)


class Turnout(LiveRow):
    """How many come to an occurrence. A row of its own: one answer does not send the occurrence to everyone again."""

    occurrence_id = fields.BigIntField(unique=True)
    present = fields.IntField(default=0)
    absent = fields.IntField(default=0)
    late = fields.IntField(default=0)
    undecided = fields.IntField(default=0)

    class Meta:
        table = "turnout"
        indexes = (BY_REV,)

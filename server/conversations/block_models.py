"""Rows of who wants no messages of whom."""

from typing import Any

from tortoise import fields

from server.kernel.database import JsonField, MomentField
from server.kernel.models import BY_REV, LiveRow


class Block(LiveRow):
    """A contact wants no messages of another (`blocked_id`) in their conversation of two, until `lifted_at`.

    `readers` are who hear of it: the contact's own login and who acts for them, never the other. Once who was blocked
    is erased nobody stands there.
    """

    contact_id = fields.BigIntField(db_index=True)
    blocked_id = fields.BigIntField(null=True, db_index=True)
    readers: Any = JsonField()
    blocked_at = MomentField()
    lifted_at = MomentField(null=True)

    class Meta:
        table = "block"
        indexes = (BY_REV,)
        unique_together = (("contact_id", "blocked_id"),)

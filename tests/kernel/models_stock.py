"""A table as stock Tortoise would have it, for the tests that show its traps."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Concert(Model):
    id = fields.IntField(primary_key=True)
    starts_at = fields.DatetimeField()
    remarks: Any = fields.JSONField(default=dict)

    class Meta:
        table = "concert"

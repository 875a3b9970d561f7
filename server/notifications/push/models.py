"""Rows of Web Push: devices, what is on its way to them, up to where readers were told, and when they want quiet."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import Row, TenantRow

KINDS = ("messages", "mentions", "activities", "polls", "acting")
"""What a device can be told; `acting`: what concerns those for whom one acts."""


class PushDevice(Row):
    """A browser that may be pushed, as long as its session is open. `endpoint` and both keys are secrets of that
    device; `kinds` are the words of `KINDS` that it wants."""

    account_id = fields.BigIntField(db_index=True)
    session_id = fields.BigIntField(db_index=True)
    endpoint = fields.TextField()
    endpoint_hash = fields.CharField(max_length=64, unique=True)
    p256dh = fields.CharField(max_length=100)
    auth = fields.CharField(max_length=40)
    name = fields.CharField(max_length=80)
    kinds = fields.CharField(max_length=100, default=" ".join(KINDS))
    created_at = MomentField()
    used_at = MomentField(null=True)

    class Meta:
        table = "push_device"


class Push(TenantRow):
    """What a device is still to be told of one conversation: newer replaces older. Without a conversation (0) it is a
    test. While it is being sent, `due_at` is the moment at which whoever sends it must be dead."""

    device_id = fields.BigIntField(db_index=True)
    account_id = fields.BigIntField(db_index=True)
    reader_id = fields.BigIntField()
    conversation_id = fields.BigIntField()
    kind = fields.CharField(max_length=12)
    last_seq = fields.BigIntField(default=0)
    attempts = fields.IntField(default=0)
    due_at = MomentField(db_index=True)
    expires_at = MomentField()

    class Meta:
        table = "push"
        unique_together = (("device_id", "conversation_id", "reader_id"),)


class Told(TenantRow):
    """Up to which message of a conversation a reader was told on their devices."""

    conversation_id = fields.BigIntField()
    reader_id = fields.BigIntField(db_index=True)
    seq = fields.BigIntField()

    class Meta:
        table = "told"
        unique_together = (("conversation_id", "reader_id"),)


class QuietHours(Row):
    """When somebody wants no push: from one minute of the day until another, in their zone, over midnight if it must.
    `mentions_pass`: who mentions them reaches them all the same."""

    account_id = fields.BigIntField(unique=True)
    from_minute = fields.IntField(null=True)
    until_minute = fields.IntField(null=True)
    zone = fields.CharField(max_length=60)
    mentions_pass = fields.BooleanField(default=True)

    class Meta:
        table = "quiet_hours"


class PushKey(Row):
    """The private key by which push services know this installation: one row, drawn at first use."""

    secret = fields.CharField(max_length=64)

    class Meta:
        table = "push_key"

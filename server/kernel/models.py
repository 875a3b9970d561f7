"""Rows of the kernel, and what every row of a feature has."""

from tortoise import fields
from tortoise.models import Model

from server.kernel.database.fields import IdField, MomentField


class Row(Model):
    """A row with an id made by the server."""

    id = IdField()

    class Meta:
        abstract = True


class TenantRow(Row):
    """A row that one organisation owns; no query on it goes without that organisation."""

    organisation_id: int = fields.BigIntField(db_index=True)

    class Meta:
        abstract = True


class LiveRow(Row):
    """A row that clients hold: `rev` is the `pos` of its last change. Its table needs an index `BY_REV`."""

    organisation_id: int = fields.BigIntField()
    rev: int = fields.BigIntField(default=0)

    class Meta:
        abstract = True


BY_REV = ("organisation_id", "rev")


class OrganisationStream(Model):
    """How far an organisation's log has come. Organisation 0 is the platform itself: accounts and sessions.

    `epoch` changes when the database is restored from a backup, so that cursors from a lost future are refused.
    """

    organisation_id = fields.BigIntField(primary_key=True, generated=False)
    pos = fields.BigIntField(default=0)
    epoch = fields.BigIntField(default=1)

    class Meta:
        table = "organisation_stream"


class EventRow(Row):
    """A committed fact: at `pos` something of `kind` happened to the object `ref`."""

    organisation_id = fields.BigIntField()
    pos = fields.BigIntField()
    kind = fields.CharField(max_length=60)
    ref = fields.BigIntField()
    conversation_id = fields.BigIntField(null=True)
    account_id = fields.BigIntField(null=True)
    at = MomentField()

    class Meta:
        table = "event"
        unique_together = (("organisation_id", "pos"),)


class JobRow(Row):
    """Work to be done at least once, written in the transaction of its cause."""

    kind = fields.CharField(max_length=60)
    arguments = fields.TextField()
    unique_key = fields.CharField(max_length=120, null=True, unique=True)
    run_at = MomentField(db_index=True)
    leased_until = MomentField(null=True)
    attempts = fields.IntField(default=0)
    failed_at = MomentField(null=True)
    problem = fields.TextField(null=True)
    created_at = MomentField()

    class Meta:
        table = "job"


class IdempotencyRow(Row):
    """What a write with this key answered, kept thirty days."""

    account_id = fields.BigIntField()
    key = fields.CharField(max_length=128)
    operation = fields.CharField(max_length=60)
    digest = fields.CharField(max_length=64)
    result = fields.TextField()
    created_at = MomentField(db_index=True)

    class Meta:
        table = "idempotency"
        unique_together = (("account_id", "key"),)


class AuditRow(Row):
    """An administrative act: who did what to whom, when, through which door. It holds ids and names of fields, never
    what is in them, so that nothing of a person outlives them here."""

    organisation_id = fields.BigIntField()
    at = MomentField()
    account_id = fields.BigIntField(db_index=True)
    contact_id = fields.BigIntField(null=True)
    link_id = fields.BigIntField(null=True)
    operation = fields.CharField(max_length=60)
    subject = fields.CharField(max_length=30, default="")
    subject_id = fields.BigIntField(null=True)
    details = fields.CharField(max_length=1000, default="")
    door = fields.CharField(max_length=20, default="")

    class Meta:
        table = "audit"
        indexes = (("organisation_id", "at"), ("organisation_id", "subject_id"))

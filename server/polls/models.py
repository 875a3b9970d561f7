"""Rows of polls: what is asked, what can be answered, and each one's own answer."""

from typing import Any

from tortoise import fields

from server.kernel.database import JsonField, MomentField
from server.kernel.models import BY_REV, LiveRow, TenantRow


class Poll(LiveRow):
    """A question in a conversation, on the card of message `seq`: a `choice`, `dates`, or a `list` of items to bring.

    `options` repeats its rows of `PollOption` with their counts, so that a poll is read in one piece; nobody's name is
    in it. `administrators` are contacts who may change and close it besides its creator. `settled_id` is the option
    that became the activity `occurrence_id`.
    """

    conversation_id = fields.BigIntField()
    message_id = fields.BigIntField(db_index=True)
    seq = fields.BigIntField()
    kind = fields.CharField(max_length=8)
    title = fields.CharField(max_length=200)
    description = fields.TextField(null=True)
    zone = fields.CharField(max_length=60)
    several = fields.BooleanField(default=False)
    anonymous = fields.BooleanField(default=False)
    may_add = fields.BooleanField(default=False)
    creator_id = fields.BigIntField(db_index=True)
    administrators: Any = JsonField(null=True)
    options: Any = JsonField()
    voters = fields.IntField(default=0)
    settled_id = fields.BigIntField(null=True)
    occurrence_id = fields.BigIntField(null=True)
    created_at = MomentField()
    closes_at = MomentField(null=True)
    closed_at = MomentField(null=True)
    reminded_at = MomentField(null=True)

    class Meta:
        table = "poll"
        indexes = (BY_REV, ("conversation_id", "seq"))


class PollOption(TenantRow):
    """One of a poll's answers: a text, a time on the wall clock of the poll's zone, or an item.

    At most `places` people choose it, or of a list so many are taken. The counts are claimed by one conditional UPDATE.
    """

    poll_id = fields.BigIntField(db_index=True)
    place = fields.SmallIntField()
    text = fields.CharField(max_length=200, default="")
    local_start = fields.CharField(max_length=19, null=True)
    minutes = fields.IntField(null=True)
    places = fields.IntField(null=True)
    yes = fields.IntField(default=0)
    maybe = fields.IntField(default=0)
    no = fields.IntField(default=0)

    class Meta:
        table = "poll_option"
        unique_together = (("poll_id", "place"),)


class Ballot(LiveRow):
    """Somebody's whole answer to a poll, one for each contact: `choices` is a list of (option, value, count), `chosen`
    its length.

    `by_id` is the contact of who gave it in their name. `readers` are who hear of it: the contact's own login and who
    acts for them, and nobody else, so that what is anonymous stays so.
    """

    poll_id = fields.BigIntField()
    contact_id = fields.BigIntField(db_index=True)
    by_id = fields.BigIntField(null=True)
    choices: Any = JsonField()
    chosen = fields.IntField(default=0)
    readers: Any = JsonField()
    answered_at = MomentField()

    class Meta:
        table = "ballot"
        indexes = (BY_REV,)
        unique_together = (("poll_id", "contact_id"),)

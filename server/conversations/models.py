"""Rows of conversations: participants as intervals, dense message numbers, own read positions, private commands."""

from typing import Any

from tortoise import fields

from server.kernel.database import JsonField, MomentField
from server.kernel.models import BY_REV, LiveRow


class Conversation(LiveRow):
    """People who write to each other: two (`direct`, one per pair), a `group`, or a `broadcast` list: what its
    administrators send reaches many who see nothing of each other, and whoever answers gets a `reply` conversation with
    them (`list_id` is its list, `pair` the list and the contact).

    `admins_post`: only administrators write. `follows_group`: who comes to stand in the group, or leaves it, does so
    here too.
    """

    kind = fields.CharField(max_length=10)
    title = fields.CharField(max_length=120, null=True)
    picture_id = fields.BigIntField(null=True)
    creator_id = fields.BigIntField(null=True, db_index=True)
    admins_post = fields.BooleanField(default=False)
    group_id = fields.BigIntField(null=True, db_index=True)
    follows_group = fields.BooleanField(default=False)
    list_id = fields.BigIntField(null=True, db_index=True)
    pair = fields.CharField(max_length=40, null=True)
    last_seq = fields.BigIntField(default=0)
    created_at = MomentField()
    closed_at = MomentField(null=True)
    removed_at = MomentField(null=True)
    removed_by_id = fields.BigIntField(null=True)

    class Meta:
        table = "conversation"
        indexes = (BY_REV,)
        unique_together = (("organisation_id", "pair"),)


class Participant(LiveRow):
    """A contact sits in a conversation from message `from_seq` until `until_seq`; who returns gets a new row.

    `admin`: they may change the conversation; of a broadcast list, they send and read the answers. `followed`: they
    came with the group that the conversation follows, and leave with it; it stays of who left so, and may come back.
    In a conversation of two, `refuses`: they blocked the other, who is `refused` then; it repeats what blocks say.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="participants", db_index=True
    )
    conversation_id: int
    contact_id = fields.BigIntField(db_index=True)
    admin = fields.BooleanField(default=False)
    followed = fields.BooleanField(default=False)
    refuses = fields.BooleanField(default=False)
    refused = fields.BooleanField(default=False)
    from_seq = fields.BigIntField(default=1)
    until_seq = fields.BigIntField(null=True)
    joined_at = MomentField()
    left_at = MomentField(null=True)

    class Meta:
        table = "participant"
        indexes = (BY_REV,)


class Message(LiveRow):
    """What somebody wrote. `seq` is dense in its conversation; the same key of the same account is the same message.

    `by_id` is the contact of who wrote it, where that was somebody who acts for the author. `card_kind` and `card_id`
    name what the message is a card of: a poll, an activity. `attachments`, `reactions`, `mentions` and `previews`
    repeat what stands in rows of their own, so that a message is read in one piece.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="messages"
    )
    conversation_id: int
    seq = fields.BigIntField()
    author_id = fields.BigIntField()
    author_account = fields.BigIntField()
    by_id = fields.BigIntField(null=True)
    key = fields.CharField(max_length=128)
    text = fields.TextField()
    reply_to_id = fields.BigIntField(null=True)
    forwarded = fields.BooleanField(default=False)
    card_kind = fields.CharField(max_length=12, null=True)
    card_id = fields.BigIntField(null=True, db_index=True)
    attachments: Any = JsonField(null=True)
    previews: Any = JsonField(null=True)
    reactions: Any = JsonField(null=True)
    mentions: Any = JsonField(null=True)
    sent_at = MomentField()
    edited_at = MomentField(null=True)
    deleted_at = MomentField(null=True)
    pinned_at = MomentField(null=True)
    pinned_by_id = fields.BigIntField(null=True)

    class Meta:
        table = "message"
        unique_together = (("conversation", "seq"), ("author_account", "key"))
        indexes = (BY_REV, ("conversation_id", "rev"))


class ReadPosition(LiveRow):
    """Up to where one has read a conversation, and up to where one was mailed what one had not read.

    `account_id` is the account, or the link of who reads for somebody else: what a parent reads stays unread for the
    child.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="read_positions", db_index=True
    )
    conversation_id: int
    account_id = fields.BigIntField(db_index=True)
    seq = fields.BigIntField(default=0)
    mailed_seq = fields.BigIntField(default=0)

    class Meta:
        table = "read_position"
        indexes = (BY_REV,)
        unique_together = (("conversation", "account_id"),)


class Command(LiveRow):
    """A line for a bot, and the bot's private answer; only its caller and the bot ever see it.

    `reader_id` is who hears the answer: the account, or the link by which it acted.
    """

    conversation: fields.ForeignKeyRelation["Conversation"] = fields.ForeignKeyField(
        "akkoord.Conversation", related_name="commands", db_index=True
    )
    conversation_id: int
    bot_id = fields.BigIntField(db_index=True)
    caller_id = fields.BigIntField()
    caller_account = fields.BigIntField()
    reader_id = fields.BigIntField(db_index=True)
    language = fields.CharField(max_length=2)
    text = fields.TextField()
    answer = fields.TextField(null=True)
    given_at = MomentField()
    answered_at = MomentField(null=True)

    class Meta:
        table = "command"
        indexes = (BY_REV,)

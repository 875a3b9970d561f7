"""What conversations show."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

ConversationKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["direct", "group"]})]


class ConversationView(RowView, frozen=True):
    """A conversation, the same for all who sit in it. A direct one has no title: clients show the other's name."""

    id: int
    organisation: int
    kind: ConversationKind
    title: str | None
    group: int | None
    created_at: datetime
    closed_at: datetime | None
    rev: int


class MessageView(RowView, frozen=True):
    """A message. `author` is a contact, `by` who wrote it in their name; of a deleted one the text is empty."""

    id: int
    organisation: int
    conversation: int
    seq: int
    author: int
    by: int | None
    text: str
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    rev: int


class ParticipantView(RowView, frozen=True):
    """Somebody's interval in a conversation: they see messages from `from_seq`, until they left."""

    id: int
    organisation: int
    conversation: int
    contact: int
    from_seq: int
    joined_at: datetime
    left_at: datetime | None
    rev: int


class ReadView(RowView, frozen=True):
    """One's own read position: messages up to `seq` were read."""

    id: int
    organisation: int
    conversation: int
    seq: int
    rev: int


class CommandView(RowView, frozen=True):
    """A line for a bot and its answer, private to the caller and the bot; `language` is the caller's."""

    id: int
    organisation: int
    conversation: int
    bot: int
    caller: int
    language: str
    text: str
    answer: str | None
    given_at: datetime
    answered_at: datetime | None
    rev: int


class ConversationItem(ConversationView, frozen=True):
    """A conversation in one's own list: what is unread (stopped at 100) and its last message."""

    unread: int
    last_message: MessageView | None


class Hole(View, frozen=True):
    """A range of messages that were left out: forget what you hold of it, and fetch it when it is looked at."""

    conversation: int
    from_seq: int
    until_seq: int

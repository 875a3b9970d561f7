"""What conversations show."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.conversations.models import Command, Conversation, Message, Participant, ReadPosition
from server.kernel.wire import View

ConversationKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["direct", "group"]})]


class ConversationView(View, frozen=True):
    """A conversation, the same for all who sit in it. A direct one has no title: clients show the other's name."""

    id: int
    organisation: int
    kind: ConversationKind
    title: str | None
    group: int | None
    created_at: datetime
    closed_at: datetime | None
    rev: int

    @classmethod
    def of(cls, row: Conversation) -> "ConversationView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            kind=row.kind,
            title=row.title,
            group=row.group_id,
            created_at=row.created_at,
            closed_at=row.closed_at,
            rev=row.rev,
        )


class MessageView(View, frozen=True):
    """A message. `author` is a contact; of a deleted one the text is empty."""

    id: int
    organisation: int
    conversation: int
    seq: int
    author: int
    text: str
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    rev: int

    @classmethod
    def of(cls, row: Message) -> "MessageView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            conversation=row.conversation_id,
            seq=row.seq,
            author=row.author_id,
            text=row.text,
            sent_at=row.sent_at,
            edited_at=row.edited_at,
            deleted_at=row.deleted_at,
            rev=row.rev,
        )


class ParticipantView(View, frozen=True):
    """Somebody's interval in a conversation: they see messages from `from_seq`, until they left."""

    id: int
    organisation: int
    conversation: int
    contact: int
    from_seq: int
    joined_at: datetime
    left_at: datetime | None
    rev: int

    @classmethod
    def of(cls, row: Participant) -> "ParticipantView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            conversation=row.conversation_id,
            contact=row.contact_id,
            from_seq=row.from_seq,
            joined_at=row.joined_at,
            left_at=row.left_at,
            rev=row.rev,
        )


class ReadView(View, frozen=True):
    """One's own read position: messages up to `seq` were read."""

    id: int
    organisation: int
    conversation: int
    seq: int
    rev: int

    @classmethod
    def of(cls, row: ReadPosition) -> "ReadView":
        """The view of a row."""
        return cls(
            id=row.id, organisation=row.organisation_id, conversation=row.conversation_id, seq=row.seq, rev=row.rev
        )


class CommandView(View, frozen=True):
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

    @classmethod
    def of(cls, row: Command) -> "CommandView":
        """The view of a row."""
        return cls(
            id=row.id,
            organisation=row.organisation_id,
            conversation=row.conversation_id,
            bot=row.bot_id,
            caller=row.caller_id,
            language=row.language,
            text=row.text,
            answer=row.answer,
            given_at=row.given_at,
            answered_at=row.answered_at,
            rev=row.rev,
        )


class ConversationItem(ConversationView, frozen=True):
    """A conversation in one's own list: what is unread (stopped at 100) and its last message."""

    unread: int
    last_message: MessageView | None


class Hole(View, frozen=True):
    """A range of messages that were left out: forget what you hold of it, and fetch it when it is looked at."""

    conversation: int
    from_seq: int
    until_seq: int

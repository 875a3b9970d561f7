"""What conversations show."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

ConversationKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["direct", "group", "broadcast", "reply"]})]
CardKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["poll", "activity"]})]
AttachmentKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["picture", "voice", "file"]})]


class ConversationView(RowView, frozen=True, omit_defaults=True):
    """A conversation, the same for all who sit in it. A direct one has no title: clients show the other's name.

    `list` is the broadcast list to which a `reply` conversation belongs; with `admins_post` only administrators write.
    """

    id: int
    organisation: int
    kind: ConversationKind
    title: str | None
    group: int | None
    created_at: datetime
    closed_at: datetime | None
    rev: int
    picture: int | None = None
    creator: int | None = None
    admins_post: bool = False
    follows_group: bool = False
    list: int | None = None
    removed_at: datetime | None = None


class RemovedConversationView(View, frozen=True):
    """A conversation that was removed, by whom, and until when it can be brought back; without a name for somebody who
    is a contact no longer."""

    id: int
    organisation: int
    kind: ConversationKind
    title: str
    removed_at: datetime
    removed_by: int | None
    removed_by_name: str | None
    until: datetime


class AttachmentView(View, frozen=True, omit_defaults=True):
    """A file in a message: a picture with its size in pixels, a voice message with its length, or any other file."""

    file: int
    kind: AttachmentKind
    name: str
    media_type: str
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


class PreviewView(View, frozen=True, omit_defaults=True):
    """What stands behind a link in a message, as the server saw it; `picture` is a file."""

    url: str
    title: str
    site: str | None = None
    description: str | None = None
    picture: int | None = None


class MessageView(RowView, frozen=True, omit_defaults=True):
    """A message. `author` is a contact, `by` who wrote it in their name; of a deleted one the text is empty.

    `card` is the poll or activity that it shows, `reactions` who reacted, by emoji; `mentions` the
    contacts whom the text mentions, 0 for everyone. What has a default may be left out.
    """

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
    reply_to: int | None = None
    forwarded: bool = False
    card_kind: CardKind | None = None
    card: int | None = None
    attachments: list[AttachmentView] | None = None
    previews: list[PreviewView] | None = None
    reactions: dict[str, list[int]] | None = None
    mentions: list[int] | None = None
    pinned_at: datetime | None = None
    pinned_by: int | None = None


class MessageVersionView(View, frozen=True):
    """What a message said before, and since when."""

    text: str
    written_at: datetime


class StarView(RowView, frozen=True):
    """One's own star at a message; without a moment it was taken off again."""

    id: int
    organisation: int
    conversation: int
    message: int
    starred_at: datetime | None
    rev: int


class MessageRulesView(View, frozen=True):
    """For how many minutes one's own messages may be edited and deleted: for ever without a number, never with 0; and
    whether a conversation's administrators delete those of others."""

    edit_minutes: int | None
    delete_minutes: int | None
    admins_delete: bool


class ParticipantView(RowView, frozen=True, omit_defaults=True):
    """Somebody's interval in a conversation: they see messages from `from_seq`, until they left."""

    id: int
    organisation: int
    conversation: int
    contact: int
    from_seq: int
    joined_at: datetime
    left_at: datetime | None
    rev: int
    admin: bool = False


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


class ConversationItem(ConversationView, frozen=True, kw_only=True, omit_defaults=True):
    """A conversation in one's own list: what is unread (stopped at 100) and its last message."""

    unread: int
    last_message: MessageView | None


class Hole(View, frozen=True):
    """A range of messages that were left out: forget what you hold of it, and fetch it when it is looked at."""

    conversation: int
    from_seq: int
    until_seq: int

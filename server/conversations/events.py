"""Facts about conversations, and who hears of them."""

from server.conversations.message_models import Star
from server.conversations.models import Command, Conversation, Message, Participant, ReadPosition
from server.conversations.views import (
    CommandView,
    ConversationView,
    MessageView,
    ParticipantView,
    ReadView,
    StarView,
)
from server.kernel.events import Event, ObjectKind, Reach

CONVERSATION = ObjectKind(
    "conversation",
    Conversation,
    view=ConversationView.of,
    reach=lambda row: Reach(conversation=row.id),
    woken_by=("participant",),
)
PARTICIPANT = ObjectKind(
    "participant",
    Participant,
    view=ParticipantView.of,
    reach=lambda row: Reach(conversation=row.conversation_id, contact=row.contact_id),
)
MESSAGE = ObjectKind(
    "message",
    Message,
    view=MessageView.of,
    reach=lambda row: Reach(conversation=row.conversation_id, seq=row.seq),
    woken_by=("participant",),
)
READ = ObjectKind("read", ReadPosition, view=ReadView.of, reach=lambda row: Reach(accounts=(row.account_id,)))
STAR = ObjectKind("star", Star, view=StarView.of, reach=lambda row: Reach(accounts=(row.account_id,)))
COMMAND = ObjectKind(
    "command", Command, view=CommandView.of, reach=lambda row: Reach(accounts=(row.reader_id, row.bot_id))
)


class ConversationCreated(Event, of=CONVERSATION):
    """A conversation was opened; its participants see it."""


class ConversationChanged(Event, of=CONVERSATION):
    """A conversation's title, picture or rules changed, or it was closed, removed or restored."""


class ParticipantJoined(Event, of=PARTICIPANT):
    """Somebody sits in the conversation from now on, and sees it from message `from_seq`."""


class ParticipantChanged(Event, of=PARTICIPANT):
    """Somebody who sits there became an administrator, or is one no longer."""


class ParticipantLeft(Event, of=PARTICIPANT):
    """Somebody left or was removed: nothing that comes later reaches them."""


class MessageCreated(Event, of=MESSAGE):
    """A message was posted."""


class MessageEdited(Event, of=MESSAGE):
    """A message's author changed its text."""


class MessageDeleted(Event, of=MESSAGE):
    """A message was deleted for everyone; its text is gone."""


class MessageReacted(Event, of=MESSAGE):
    """Somebody reacted to a message with an emoji, or took that back."""


class MessagePinned(Event, of=MESSAGE):
    """A message was pinned to the top of its conversation, or unpinned."""


class MessageReassigned(Event, of=MESSAGE):
    """A message's author is another contact now, as two cards of one person became one."""


class StarChanged(Event, of=STAR):
    """One put one's star at a message, or took it off."""


class MessagePreviewed(Event, of=MESSAGE):
    """What stands behind the links of a message was seen, or its author does without."""


class ReadMoved(Event, of=READ):
    """One read further, or marked messages as unread, on this or another device."""


class CommandGiven(Event, of=COMMAND):
    """Somebody gave a bot a command."""


class CommandAnswered(Event, of=COMMAND):
    """The bot answered, privately."""


class CommandReassigned(Event, of=COMMAND):
    """A command's caller is another contact now, as two cards of one person became one."""

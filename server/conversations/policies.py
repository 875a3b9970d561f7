"""What one may do in a conversation."""

from datetime import datetime, timedelta

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.later_models import Scheduled
from server.conversations.message_models import MessageRules
from server.conversations.models import Command, Conversation, Message, Participant
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with

NOT_CHANGED = {"direct": "direct_is_for_two", "reply": "answers_follow_list"}
"""Conversations in which nobody comes or goes by themselves, and why."""

MOST_PINNED = 10
"""Conversations on top of one's own list."""


def may_read(seat: Participant | None) -> Verdict:
    """Those who sit there, and those who sat there for their time; of what was removed nobody."""
    return ALLOWED if seat is not None and seat.conversation.removed_at is None else HIDDEN


REFUSED = Verdict("forbidden", "receives_no_messages")
"""The other wants no messages of them; that it is of them is not said."""


def may_post(
    *, seated: bool, closed: bool, admin: bool = False, admins_post: bool = False, refused: bool = False
) -> Verdict:
    """Those who sit in an open conversation and whom nobody blocks there; where only administrators write, those."""
    if not seated:
        return HIDDEN
    if closed:
        return Verdict("conflict", "conversation_closed")
    if refused:
        return REFUSED
    return Verdict("forbidden", "only_admins_post") if admins_post and not admin else ALLOWED


def may_draft(seat: Participant | None) -> Verdict:
    """Those who sit there now."""
    return ALLOWED if seat is not None and seat.left_at is None else HIDDEN


def may_pin_conversation(pinned: int) -> Verdict:
    """As long as not too many stand on top of one's list already."""
    return ALLOWED if pinned < MOST_PINNED else Verdict("conflict", "too_many_pinned")


def may_see_readers(seat: Participant, *, tells: bool) -> Verdict:
    """Who sits there and tells it too; what is sent to a list says nothing of its recipients to each other."""
    if seat.left_at is not None:
        return Verdict("forbidden", "left_conversation")
    if seat.conversation.kind == "broadcast":
        return Verdict("conflict", "readers_in_report")
    return ALLOWED if tells else Verdict("forbidden", "reads_not_told")


def may_write(seat: Participant | None) -> Verdict:
    """Those who might post there now: they schedule a message, and others see that they type."""
    if seat is None or seat.left_at is not None:
        return HIDDEN
    held = seat.conversation
    only_admins = held.admins_post or held.kind == "broadcast"
    return may_post(
        seated=True,
        closed=held.closed_at is not None,
        admin=seat.admin,
        admins_post=only_admins,
        refused=seat.refused,
    )


def may_reschedule(actor: Actor, row: Scheduled | None) -> Verdict:
    """Who wrote it, as whom they wrote it, while it waits."""
    if row is None or row.account_id != actor.reader:
        return HIDDEN
    return ALLOWED if row.waits else Verdict("conflict", "scheduled_gone")


def may_rewrite(actor: Actor, message: Message | None, seat: Participant | None) -> Verdict:
    """Who wrote it, as whom they wrote it, while they sit in the conversation; a deleted message is gone."""
    if message is None or seat is None:
        return HIDDEN
    if message.author_account != actor.account or message.author_id not in actor.contacts:
        return Verdict("forbidden", "only_author")
    return ALLOWED if message.deleted_at is None else Verdict("conflict", "message_gone")


def may_open(actor: Actor, organisation: int) -> Verdict:
    """A conversation of two: anyone who is a contact there themselves."""
    standing = actor.standings.get(organisation)
    return ALLOWED if standing is not None and standing.contact is not None else HIDDEN


def may_begin(*, refused: bool) -> Verdict:
    """A conversation of two: unless the other blocks them."""
    return REFUSED if refused else ALLOWED


def may_create(actor: Actor, organisation: int) -> Verdict:
    """A group conversation: those who manage conversations and are a contact there themselves."""
    opened = may_open(actor, organisation)
    return may_with(MANAGE_CONVERSATIONS, actor, organisation) if opened.allowed else opened


def may_manage(actor: Actor, conversation: Conversation | None, seat: Participant | None) -> Verdict:
    """Its administrators, and those who manage conversations; a conversation of two stays one of two."""
    if conversation is None or conversation.removed_at is not None:
        return HIDDEN
    verdict = may_with(MANAGE_CONVERSATIONS, actor, conversation.organisation_id)
    if not verdict.allowed and not (seat is not None and seat.admin):
        return verdict if seat is not None else HIDDEN
    if conversation.kind in ("direct", "reply"):
        return Verdict("conflict", NOT_CHANGED[conversation.kind]) if seat is not None else HIDDEN
    return ALLOWED


def may_restore(actor: Actor, conversation: Conversation | None, since: datetime) -> Verdict:
    """Who removed it and those who manage conversations, for as long as it was not removed before `since`."""
    if conversation is None or conversation.removed_at is None:
        return HIDDEN
    manages = may_with(MANAGE_CONVERSATIONS, actor, conversation.organisation_id).allowed
    if not manages and conversation.removed_by_id not in actor.contacts:
        return HIDDEN
    return ALLOWED if conversation.removed_at >= since else Verdict("conflict", "removed_for_good")


def may_send_picture(actor: Actor, organisation: int) -> Verdict:
    """A picture for a conversation: who may sit in one; what it is used for is judged then."""
    return may_open(actor, organisation)


def may_leave(seat: Participant | None) -> Verdict:
    """Whoever sits in a group conversation."""
    if seat is None or seat.left_at is not None:
        return HIDDEN
    reason = NOT_CHANGED.get(seat.conversation.kind)
    return Verdict("conflict", reason) if reason is not None else ALLOWED


def may_answer(actor: Actor, command: Command | None) -> Verdict:
    """The bot to which a command was given, once."""
    if command is None or command.bot_id != actor.account:
        return HIDDEN
    return ALLOWED if command.answered_at is None else Verdict("conflict", "command_answered")


def may_register_bot(actor: Actor) -> Verdict:
    """Bots only."""
    return ALLOWED if actor.kind == "bot" else FORBIDDEN


def administers(actor: Actor, seat: Participant) -> bool:
    """Whether somebody who sits in a conversation may change it: its administrators, and who manages conversations; of
    a conversation of two nobody."""
    if seat.conversation.kind == "direct":
        return False
    return seat.admin or may_with(MANAGE_CONVERSATIONS, actor, seat.organisation_id).allowed


def may_edit(message: Message, seat: Participant, rules: MessageRules, now: datetime) -> Verdict:
    """Its author, for as long as the organisation's rules say, and not to say more to somebody who blocks them."""
    if seat.refused:
        return REFUSED
    return ALLOWED if _within(message, rules.edit_minutes, now) else Verdict("forbidden", "edit_too_late")


def may_delete(
    actor: Actor, message: Message | None, seat: Participant | None, rules: MessageRules, now: datetime
) -> Verdict:
    """Its author, for as long as the rules say; administrators of the conversation if the rules let them."""
    if message is None or seat is None:
        return HIDDEN
    if message.deleted_at is not None:
        return Verdict("conflict", "message_gone")
    own = may_rewrite(actor, message, seat).allowed
    if (own and _within(message, rules.delete_minutes, now)) or (rules.admins_delete and administers(actor, seat)):
        return ALLOWED
    return Verdict("forbidden", "delete_too_late" if own else "delete_by_author")


def _within(message: Message, minutes: int | None, now: datetime) -> bool:
    return minutes is None or now < message.sent_at + timedelta(minutes=minutes)


def may_mention_everyone(*, admin: bool, people: int, most: int) -> Verdict:
    """Administrators of the conversation, and anyone where few sit."""
    return ALLOWED if admin or people <= most else FORBIDDEN


def may_touch(message: Message, seat: Participant) -> Verdict:
    """Reacting to a message, or pinning it: who sits there, while it and the conversation are there."""
    if seat.left_at is not None:
        return Verdict("forbidden", "left_conversation")
    if message.deleted_at is not None:
        return Verdict("conflict", "message_gone")
    if seat.refused:
        return REFUSED
    return ALLOWED if seat.conversation.closed_at is None else Verdict("conflict", "conversation_closed")


def may_react(message: Message, seat: Participant) -> Verdict:
    """Who sits there; in a broadcast list only its administrators, for the others see nothing of each other."""
    if seat.conversation.kind == "broadcast" and not seat.admin:
        return Verdict("forbidden", "no_reactions_here")
    return may_touch(message, seat)


def may_pin(actor: Actor, message: Message, seat: Participant) -> Verdict:
    """Administrators of the conversation; in one of two, both."""
    if seat.conversation.kind != "direct" and not administers(actor, seat):
        return Verdict("forbidden", "pin_by_admins")
    return may_touch(message, seat)


def may_forward(message: Message) -> Verdict:
    """Who sees it, while it is there; what it is a card of stays where it was asked."""
    if message.deleted_at is not None:
        return Verdict("conflict", "message_gone")
    return ALLOWED if message.card_id is None else Verdict("conflict", "card_stays")


def may_set_rules(actor: Actor, organisation: int) -> Verdict:
    """Those who manage conversations."""
    return may_with(MANAGE_CONVERSATIONS, actor, organisation)

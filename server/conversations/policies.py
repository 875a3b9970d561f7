"""What one may do in a conversation."""

from datetime import datetime

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.models import Command, Conversation, Message, Participant
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with


def may_read(seat: Participant | None) -> Verdict:
    """Those who sit there, and those who sat there for their time; of what was removed nobody."""
    return ALLOWED if seat is not None and seat.conversation.removed_at is None else HIDDEN


def may_post(*, seated: bool, closed: bool, admin: bool = False, admins_post: bool = False) -> Verdict:
    """Those who sit in an open conversation; only its administrators where it says so."""
    if not seated:
        return HIDDEN
    if admins_post and not admin:
        return Verdict("forbidden", "only_admins_post")
    return Verdict("conflict", "conversation_closed") if closed else ALLOWED


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
    if conversation.kind == "direct":
        return Verdict("conflict", "direct_is_for_two") if seat is not None else HIDDEN
    return ALLOWED


def may_restore(actor: Actor, conversation: Conversation | None, since: datetime) -> Verdict:
    """Who removed it, for as long as it was not removed before `since`."""
    if conversation is None or conversation.removed_at is None or conversation.removed_by_id not in actor.contacts:
        return HIDDEN
    return ALLOWED if conversation.removed_at >= since else Verdict("conflict", "removed_for_good")


def may_send_picture(actor: Actor, organisation: int) -> Verdict:
    """A picture for a conversation: who may sit in one; what it is used for is judged then."""
    return may_open(actor, organisation)


def may_leave(seat: Participant | None) -> Verdict:
    """Whoever sits in a group conversation."""
    if seat is None or seat.left_at is not None:
        return HIDDEN
    return Verdict("conflict", "direct_is_for_two") if seat.conversation.kind == "direct" else ALLOWED


def may_answer(actor: Actor, command: Command | None) -> Verdict:
    """The bot to which a command was given, once."""
    if command is None or command.bot_id != actor.account:
        return HIDDEN
    return ALLOWED if command.answered_at is None else Verdict("conflict", "command_answered")


def may_register_bot(actor: Actor) -> Verdict:
    """Bots only."""
    return ALLOWED if actor.kind == "bot" else FORBIDDEN

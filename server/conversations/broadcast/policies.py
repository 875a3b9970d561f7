"""What one may do with a broadcast list."""

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.models import Conversation, Participant
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict, may_with


def may_answer_list(seat: Participant | None) -> Verdict:
    """Those who receive it, while it is open; its administrators write in it."""
    if seat is None or seat.left_at is not None or seat.conversation.kind != "broadcast":
        return HIDDEN
    if seat.admin:
        return Verdict("conflict", "admin_answers_inbox")
    return ALLOWED if seat.conversation.closed_at is None else Verdict("conflict", "conversation_closed")


def may_see_answers(seat: Participant | None) -> Verdict:
    """Its administrators: the answers, and who read; those who receive it know that it is there."""
    if seat is None or seat.left_at is not None or seat.conversation.kind != "broadcast":
        return HIDDEN
    return ALLOWED if seat.admin else FORBIDDEN


def may_name_admins(actor: Actor, conversation: Conversation | None, seat: Participant | None) -> Verdict:
    """Its administrators, and those who manage conversations, until it is removed."""
    if conversation is None or conversation.kind != "broadcast" or conversation.removed_at is not None:
        return HIDDEN
    if seat is not None and seat.admin:
        return ALLOWED
    verdict = may_with(MANAGE_CONVERSATIONS, actor, conversation.organisation_id)
    return verdict if verdict.allowed or seat is not None else HIDDEN

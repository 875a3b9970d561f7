"""Who may report a message, who answers reports, and who takes a conversation out."""

from server.accounts.capabilities import MANAGE_ACCESS, MANAGE_CONVERSATIONS
from server.conversations.models import Conversation, Message, Participant
from server.kernel.access import ALLOWED, HIDDEN, Actor, Verdict, may_with
from server.moderation.models import Report


def may_report(actor: Actor, message: Message) -> Verdict:
    """Who sees it, of what others wrote, while it is there."""
    if message.author_id in actor.contacts:
        return Verdict("conflict", "report_own")
    return ALLOWED if message.deleted_at is None else Verdict("conflict", "message_gone")


def may_see_reports(actor: Actor, organisation: int) -> Verdict:
    """Those who manage conversations; who manages access sees what falls to administrators."""
    verdict = sees_every_report(actor, organisation)
    return verdict if verdict.allowed else may_with(MANAGE_ACCESS, actor, organisation)


def sees_every_report(actor: Actor, organisation: int) -> Verdict:
    """Those who manage conversations."""
    return may_with(MANAGE_CONVERSATIONS, actor, organisation)


def wrote(actor: Actor, message: Message) -> bool:
    """Whether somebody wrote a message, be it in another's name."""
    return message.author_id in actor.contacts or message.author_account == actor.account


def may_close_report(actor: Actor, report: Report | None, message: Message | None, *, passed_on: bool) -> Verdict:
    """Those who manage conversations, once; who manages access where it was `passed_on` to administrators. Who wrote
    the message never hears of it, whatever their rights."""
    if report is None or message is None or wrote(actor, message):
        return HIDDEN
    verdict = sees_every_report(actor, report.organisation_id)
    if not verdict.allowed and passed_on:
        verdict = may_with(MANAGE_ACCESS, actor, report.organisation_id)
    if verdict.allowed and report.closed_at is not None:
        return Verdict("conflict", "report_closed")
    return verdict


def may_export(actor: Actor, conversation: Conversation | None, seat: Participant | None) -> Verdict:
    """Its administrators, and those who manage conversations; what two write to each other stays between them."""
    if conversation is None or conversation.removed_at is not None:
        return HIDDEN
    verdict = may_with(MANAGE_CONVERSATIONS, actor, conversation.organisation_id)
    if conversation.kind in ("direct", "reply"):
        return Verdict("conflict", "export_of_two") if seat is not None else HIDDEN
    if verdict.allowed or (seat is not None and seat.admin):
        return ALLOWED
    return verdict if seat is not None else HIDDEN

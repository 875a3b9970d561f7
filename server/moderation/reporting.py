"""Reporting a message, and answering reports."""

from typing import Annotated, Any, Literal

import msgspec

from server.conversations.emptying import empty_messages
from server.conversations.models import Message
from server.conversations.seats import seen_message
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input, ListView, PageInput
from server.moderation.answering import falls_to, tell_answerers
from server.moderation.events import ReportChanged, ReportClosed, ReportCreated
from server.moderation.listing import reported_messages
from server.moderation.models import Report
from server.moderation.policies import may_close_report, may_report, may_see_reports
from server.moderation.views import MessageReportView, ReportedView

report_attempts = Throttle(attempts=20, seconds=3600)
"""Reports of one account: each is a mail to administrators."""

Note = Annotated[str, msgspec.Meta(max_length=500)]


class ReportMessage(Input, frozen=True):
    """Which message, and why; `note` is what one wants to say of it."""

    message: Id
    reason: Literal["spam", "unkind", "private", "other"]
    note: Note = ""


@operation("message.report", scope="messages:write")
async def report_message(ctx: Context, given: ReportMessage) -> MessageReportView:
    """Report a message that one sees to those who manage conversations; its author hears nothing of it. Where nobody
    but the author does, it falls to those who manage access, and at last to who runs the server.

    While it waits, reporting it again only changes the reason and the note. Refused: not_found, conflict (one's own,
    or it was deleted), rate_limited (twenty an hour).
    """
    # Locked, so that two devices at once make one report.
    message, seat = await seen_message(ctx, given.message, lock=True)
    ctx.allow(may_report(ctx.actor, message))
    own = {"organisation_id": message.organisation_id, "message_id": message.id, "account_id": ctx.actor.reader}
    wanted = {"reason": given.reason, "note": given.note.strip()}
    waiting = await Report.get_or_none(**own, closed_at=None)
    if waiting is not None:
        ctx.change(waiting, **wanted)
        ctx.emit(ReportChanged(waiting))
        return ctx.later(waiting, MessageReportView.of)
    report_attempts.attempt(str(ctx.actor.account))
    place: dict[str, Any] = {"conversation_id": message.conversation_id, "reporter_id": seat.contact_id}
    place["falls_to"] = await falls_to(message)
    made = Report(id=new_id(), reported_at=ctx.now, **own, **place, **wanted)
    ctx.add(made)
    ctx.emit(ReportCreated(made))
    await tell_answerers(ctx, made, message)
    return ctx.later(made, MessageReportView.of)


class ListReports(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("report.list", scope="conversations:read")
async def list_reports(ctx: Context, given: ListReports) -> ListView[ReportedView]:
    """List the reported messages: what waits for an answer first, the longest waiting on top; then the latest answered.

    What one wrote oneself is left out. Who manages access, and no conversations, sees what nobody who does may answer.
    Refused: forbidden (neither right).
    """
    ctx.allow(may_see_reports(ctx.actor, given.organisation))
    return await reported_messages(ctx, given.organisation, given)


class CloseReport(Input, frozen=True):
    """Which one, and what becomes of the message."""

    report: Id
    outcome: Literal["kept", "removed"]


@operation("report.close", scope="conversations:write")
async def close_report(ctx: Context, given: CloseReport) -> MessageReportView:
    """Decide on a reported message: it is kept, or removed for everyone. All open reports of it are closed; who made
    them hears what was decided, and not by whom.

    Refused: not_found (also of what one wrote oneself), forbidden (no right to manage conversations, nor to manage
    access where nobody who has that right may decide), conflict (it was closed).
    """
    wanted = Report.filter(id=given.report, organisation_id__in=ctx.actor.organisations)
    report = await wanted.select_for_update(no_key=True).first()
    message = await _reported(report) if report is not None else None
    passed_on = message is not None and await falls_to(message) == "administrators"
    ctx.allow(may_close_report(ctx.actor, report, message, passed_on=passed_on))
    if report is None or message is None:
        raise not_found()
    own = {"organisation_id": report.organisation_id}
    if given.outcome == "removed" and message.deleted_at is None:
        await empty_messages(ctx.unit, report.organisation_id, [message])
    others = Report.filter(**own, message_id=message.id, closed_at=None).exclude(id=report.id)
    decided_by = ctx.actor.standing(report.organisation_id).contact
    for each in [report, *await others.order_by("id")]:
        ctx.change(each, closed_at=ctx.now, closed_by_id=decided_by, outcome=given.outcome)
        ctx.emit(ReportClosed(each))
    ctx.record(report.organisation_id, "conversation", report.conversation_id, details=given.outcome)
    return ctx.later(report, MessageReportView.of)


async def _reported(report: Report) -> Message:
    wanted = Message.filter(organisation_id=report.organisation_id, id=report.message_id)
    return await wanted.select_for_update(no_key=True).get()

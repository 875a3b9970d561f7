"""Reported messages as administrators see them."""

from collections.abc import Iterable, Sequence

from server.conversations.mentions import names_in, spelled_out
from server.conversations.models import Conversation, Message
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.language import Language
from server.kernel.paging import page_start
from server.kernel.wire import ListView, PageInput
from server.moderation.answering import OTHER_MODERATORS
from server.moderation.models import Report
from server.moderation.policies import sees_every_report
from server.moderation.views import ReportedView
from server.people.models import Contact

OPEN_FIRST = """
    SELECT r."id" FROM "report" r
    JOIN "message" m ON m."id" = r."message_id" AND m."organisation_id" = r."organisation_id"
    WHERE r."organisation_id" = ? AND m."author_account" <> ? AND m."author_id" NOT IN ({contacts})
    AND r."forgotten_at" IS NULL{passed_on}
    ORDER BY CASE WHEN r."closed_at" IS NULL THEN 0 ELSE 1 END,
    CASE WHEN r."closed_at" IS NULL THEN r."reported_at" ELSE -r."closed_at" END, r."id" LIMIT ? OFFSET ?
"""


async def reported_messages(ctx: Context, organisation: int, given: PageInput) -> ListView[ReportedView]:
    """A page of them, without what the actor wrote, or may not answer; six queries whatever their number."""
    start, own = page_start(given), sorted({0, *ctx.actor.contacts})
    every = sees_every_report(ctx.actor, organisation).allowed
    sql = OPEN_FIRST.format(contacts=marks(own), passed_on="" if every else f" AND NOT {OTHER_MODERATORS}")
    values = [organisation, ctx.actor.account, *own, given.limit + 1, start]
    ids = [row["id"] for row in await rows(sql, values)]
    page = ids[: given.limit]
    found = {row.id: row for row in await Report.filter(organisation_id=organisation, id__in=page)} if page else {}
    shown = await _shown(organisation, [found[number] for number in page if number in found], ctx.language)
    return ListView(items=shown, next=str(start + given.limit) if len(ids) > given.limit else None)


async def _shown(organisation: int, reports: Sequence[Report], language: Language) -> list[ReportedView]:
    if not reports:
        return []
    own = {"organisation_id": organisation}
    messages = {row.id: row for row in await Message.filter(**own, id__in=[each.message_id for each in reports])}
    places = await Conversation.filter(**own, id__in=sorted({each.conversation_id for each in reports}))
    titles = {row.id: row.title for row in places}
    people = await _names(organisation, reports, messages.values())
    named = await names_in([organisation], [message.text for message in messages.values()])
    return [
        ReportedView(
            id=each.id,
            organisation=organisation,
            conversation=each.conversation_id,
            title=titles.get(each.conversation_id),
            message=each.message_id,
            author=message.author_id,
            author_name=people.get(message.author_id, ""),
            text=spelled_out(message.text, named, language),
            files=[file["name"] for file in message.attachments or ()],
            sent_at=message.sent_at,
            deleted_at=message.deleted_at,
            reporter=each.reporter_id,
            reporter_name=people.get(each.reporter_id or 0),
            reason=each.reason,
            note=each.note,
            reported_at=each.reported_at,
            closed_at=each.closed_at,
            outcome=each.outcome,
            closed_by_name=people.get(each.closed_by_id or 0),
        )
        for each in reports
        if (message := messages.get(each.message_id)) is not None
    ]


async def _names(organisation: int, reports: Sequence[Report], messages: Iterable[Message]) -> dict[int, str]:
    ids = {message.author_id for message in messages}
    ids |= {contact for each in reports for contact in (each.reporter_id, each.closed_by_id) if contact is not None}
    return {row.id: row.name for row in await Contact.filter(organisation_id=organisation, id__in=sorted(ids))}

"""Who may answer a report: never who wrote the message, so that somebody else must."""

from datetime import timedelta
from typing import Literal

import structlog

from server.accounts.capabilities import MANAGE_ACCESS, MANAGE_CONVERSATIONS
from server.accounts.holders import Waiting, tell_people_with
from server.accounts.models import Link
from server.conversations.models import Message
from server.kernel.access import Actor
from server.kernel.context import Context, Door
from server.kernel.database import rows
from server.kernel.jobs import Work, job
from server.moderation.events import ReportChanged
from server.moderation.models import Report

log = structlog.get_logger()

BY_ITSELF = Actor(account=0, kind="operator")
FallsTo = Literal["moderators", "administrators", "operator"]

OTHERS = """EXISTS (
    SELECT 1 FROM "grant" g
    JOIN "role_capability" c ON c."role_id" = g."role_id" AND c."organisation_id" = g."organisation_id"
    JOIN "account" a ON a."id" = g."account_id" AND a."kind" = 'person'
    WHERE g."organisation_id" = m."organisation_id" AND g."group_id" IS NULL AND g."ended_at" IS NULL
    AND c."capability" = '{capability}' AND g."account_id" <> m."author_account" AND NOT EXISTS (
        SELECT 1 FROM "link" l WHERE l."organisation_id" = g."organisation_id" AND l."account_id" = g."account_id"
        AND l."kind" = 'self' AND l."until_at" IS NULL AND l."contact_id" = m."author_id"))"""
OTHER_MODERATORS = OTHERS.format(capability=MANAGE_CONVERSATIONS)
"""Whether somebody who manages conversations did not write the message `m`."""
OTHER_ADMINISTRATORS = OTHERS.format(capability=MANAGE_ACCESS)
FALLS_TO = f"""CASE WHEN {OTHER_MODERATORS} THEN 'moderators' WHEN {OTHER_ADMINISTRATORS} THEN 'administrators'
    ELSE 'operator' END"""

WAITING = f"""
    SELECT r."organisation_id", r."id", r."falls_to", {FALLS_TO} AS "to" FROM "report" r
    JOIN "message" m ON m."id" = r."message_id" AND m."organisation_id" = r."organisation_id"
    WHERE r."organisation_id" >= 0 AND r."closed_at" IS NULL ORDER BY r."organisation_id", r."id"
"""
STUCK = f"""
    SELECT o."id", o."name", o."slug", COUNT(*) AS "count" FROM "report" r
    JOIN "message" m ON m."id" = r."message_id" AND m."organisation_id" = r."organisation_id"
    JOIN "organisation" o ON o."id" = r."organisation_id"
    WHERE r."organisation_id" >= 0 AND r."closed_at" IS NULL AND {FALLS_TO} = 'operator'
    GROUP BY o."id", o."name", o."slug" ORDER BY o."name"
"""
LETTERS: dict[str, tuple[str, str]] = {
    "moderators": (MANAGE_CONVERSATIONS, "message_report"),
    "administrators": (MANAGE_ACCESS, "report_passed"),
}
"""Who is told, and by which letter; of what only who runs the server can mend nobody is."""


async def falls_to(message: Message) -> FallsTo:
    """Who may answer reports of a message today: the others who manage conversations; if there is none, the others
    who manage access; and if there is none either, nobody, until who runs the server sees to it."""
    sql = f'SELECT {FALLS_TO} AS "to" FROM "message" m WHERE m."organisation_id" = ? AND m."id" = ?'
    found: FallsTo = (await rows(sql, [message.organisation_id, message.id]))[0]["to"]
    return found


async def tell_answerers(ctx: Context, report: Report, message: Message) -> None:
    """Who wrote the message gets no letter, and nobody reads in one who reported it."""
    if report.falls_to not in LETTERS:
        log.warning("report.nobody_may_answer", organisation=report.organisation_id, report=report.id)
        return
    capability, letter = LETTERS[report.falls_to]
    links = Link.filter(
        organisation_id=report.organisation_id, contact_id=message.author_id, kind="self", until_at=None
    )
    authors = {message.author_account, *[link.account_id for link in await links]}
    waiting = Waiting(letter, report.id, "/manage/reports")
    await tell_people_with(ctx, report.organisation_id, capability, waiting, besides=authors)


async def unanswerable() -> dict[int, int]:
    """How many open reports nobody may answer, by organisation."""
    return {row["id"]: row["count"] for row in await rows(STUCK, [])}


@job("moderation.find_answerers", every=timedelta(hours=1))
async def find_answerers(work: Work) -> None:
    """Pass on open reports that fall to others since rights were given or taken."""
    for row in await rows(WAITING, []):
        if row["falls_to"] != row["to"]:
            await _pass_on(work, row["organisation_id"], row["id"])


async def _pass_on(work: Work, organisation: int, number: int) -> None:
    ctx = Context(BY_ITSELF, work.site, work.units, door=Door("inside"))
    async with work.units.write(ctx.unit):
        wanted = Report.filter(organisation_id=organisation, id=number, closed_at=None)
        report = await wanted.select_for_update(no_key=True).first()
        if report is None:
            return
        message = await Message.get(organisation_id=report.organisation_id, id=report.message_id)
        ctx.change(report, falls_to=await falls_to(message))
        ctx.emit(ReportChanged(report))
        await tell_answerers(ctx, report, message)

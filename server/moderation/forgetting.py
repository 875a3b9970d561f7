"""Reports that were closed long ago are kept no longer."""

from datetime import datetime, timedelta

from server.kernel.clock import clock
from server.kernel.database import execute, transaction
from server.kernel.database.fields import microseconds
from server.kernel.jobs import Work, job
from server.kernel.trimming import KEPT
from server.moderation.events import ReportForgotten
from server.moderation.models import Report

AT_ONCE = 500


async def forget_reports(work: Work, organisation: int, before: datetime) -> int:
    """Forget the reports that were closed before a moment; how many. It may break off: the next one goes on."""
    forgotten = 0
    while True:
        async with work.units.write() as unit:
            due = Report.filter(organisation_id=organisation, closed_at__lt=before, forgotten_at=None)
            found = await due.order_by("id").limit(AT_ONCE)
            for report in found:
                unit.change(report, note="", closed_by_id=None, forgotten_at=clock.now())
                unit.emit(ReportForgotten(report))
        forgotten += len(found)
        if len(found) < AT_ONCE:
            return forgotten


@job("moderation.delete_forgotten", every=timedelta(days=1))
async def delete_forgotten(_work: Work) -> None:
    """Delete reports that were forgotten thirty days ago: who did not hear of that by then starts afresh."""
    async with transaction():
        await execute(
            'DELETE FROM "report" WHERE "organisation_id" >= 0 AND "forgotten_at" < ?',
            [microseconds(clock.now() - KEPT)],
        )

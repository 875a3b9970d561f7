"""Facts about reports; only who made one hears of it."""

from server.kernel.events import Entry, Event, ObjectKind, Reach, Viewer
from server.moderation.models import Report
from server.moderation.views import MessageReportView

NOBODY = 0
"""No account has this number: it stands where who reported was erased."""

REPORT = ObjectKind("report", Report, view=MessageReportView.of, reach=lambda row: Reach(accounts=(row.account_id,)))


class ReportCreated(Event, of=REPORT):
    """One reported a message."""


class ReportChanged(Event, of=REPORT):
    """One gave another reason, or another note; or what the note said went with whom it was about; or it falls to
    others."""


class ReportClosed(Event, of=REPORT):
    """The administrators decided: the message stays, or it was removed."""


class ReportForgotten(Event, of=REPORT):
    """It was closed so long ago that it is kept no longer."""


@REPORT.synced_by
async def changed_reports(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own reports."""
    own = Report.filter(organisation_id=viewer.organisation, account_id=viewer.reader, rev__gt=since)
    return [REPORT.entry(row) for row in await own.order_by("rev").limit(limit)]

"""What becomes of reports when somebody is erased, and when two cards of one person become one."""

from server.kernel.database import rows
from server.kernel.personal import Erasing, erased_by
from server.moderation.events import NOBODY, ReportChanged
from server.moderation.models import Report
from server.people.references import references


@erased_by("reports")
async def erase_from_reports(erasing: Erasing) -> None:
    """What they reported stays reported, by nobody and without their words; and what others wrote of their messages
    goes too."""
    own = {"organisation_id": erasing.person.organisation}
    for made in await Report.filter(**own, reporter_id=erasing.person.contact):
        erasing.unit.change(made, reporter_id=None, account_id=NOBODY, note="")
    sql = (
        'SELECT r."id" FROM "report" r JOIN "message" m ON m."id" = r."message_id" '
        'AND m."organisation_id" = r."organisation_id" WHERE r."organisation_id" = ? AND m."author_id" = ?'
    )
    about = [row["id"] for row in await rows(sql, [erasing.person.organisation, erasing.person.contact])]
    for each in await Report.filter(**own, id__in=about).order_by("id") if about else []:
        if each.note:
            erasing.unit.change(each, note="")
            erasing.unit.emit(ReportChanged(each))


references("report", "reporter_id", counted=False)
references("report", "closed_by_id", counted=False)
references("conversation_export", "contact_id", counted=False)

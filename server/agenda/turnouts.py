"""Attendance as clients hold it: one's own answers, and how many come."""

from typing import Any, Literal

from server.agenda.attendance_models import Attendance, Turnout
from server.kernel.database import rows
from server.kernel.events import Entry, Event, ObjectKind, Reach, Viewer
from server.kernel.wire import RowView
from server.people.readers import read_by

NOBODY = 0
"""No account has this number: without readers an answer is told to nobody, rather than to everyone."""
STATUSES = ("present", "absent", "late", "undecided")

Status = Literal["present", "absent", "late", "undecided"]


class AttendanceView(RowView, frozen=True):
    """What a contact said of an occurrence; `by` is who said it for them. The reason is for themselves, who acts for
    them, and who manages the agenda."""

    id: int
    organisation: int
    occurrence: int
    contact: int
    status: Status | None
    reason: str | None
    by: int | None
    rev: int


class TurnoutView(RowView, frozen=True):
    """How many said that they come to an occurrence, do not, come late, or do not know yet."""

    id: int
    organisation: int
    occurrence: int
    present: int
    absent: int
    late: int
    undecided: int
    rev: int


ATTENDANCE = ObjectKind(
    "attendance",
    Attendance,
    view=AttendanceView.of,
    reach=lambda row: Reach(accounts=tuple(row.readers) or (NOBODY,)),
)
TURNOUT = ObjectKind("turnout", Turnout, view=TurnoutView.of)


class AttendanceSet(Event, of=ATTENDANCE):
    """One's own answer, or that of whom one acts for, on this or another device."""


class AttendanceReassigned(Event, of=ATTENDANCE):
    """An answer is another contact's now, as two cards of one person became one."""


class TurnoutCounted(Event, of=TURNOUT):
    """Somebody answered whether they come; this is how many now do."""


@ATTENDANCE.synced_by
async def changed_attendance(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """The viewer's own answers, and those of whom they act for."""
    own = await read_by(viewer)
    found = Attendance.filter(organisation_id=viewer.organisation, contact_id__in=own, rev__gt=since)
    return [ATTENDANCE.entry(row) for row in await found.order_by("rev").limit(limit)] if own else []


@TURNOUT.synced_by
async def changed_turnouts(viewer: Viewer, since: int, limit: int) -> list[Entry]:
    """How many come, of each occurrence that somebody answered since."""
    found = Turnout.filter(organisation_id=viewer.organisation, rev__gt=since)
    return [TURNOUT.entry(row) for row in await found.order_by("rev").limit(limit)]


async def locked_turnout(organisation: int, occurrence: int) -> Turnout | None:
    """An occurrence's count, locked until the commit: counts are made one after the other."""
    wanted = Turnout.filter(organisation_id=organisation, occurrence_id=occurrence)
    return await wanted.select_for_update(no_key=True).first()


async def counts_of(organisation: int, occurrence: int, contact: int, status: str | None) -> dict[str, Any]:
    """How many say what, once a contact says this."""
    sql = (
        'SELECT "status", COUNT(*) AS "number" FROM "attendance" WHERE "organisation_id" = ? '
        'AND "occurrence_id" = ? AND "contact_id" <> ? AND "status" IS NOT NULL GROUP BY "status"'
    )
    counts = dict.fromkeys(STATUSES, 0)
    for row in await rows(sql, [organisation, occurrence, contact]):
        counts[row["status"]] = row["number"]
    if status is not None:
        counts[status] += 1
    return counts

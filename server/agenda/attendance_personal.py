"""What attendance is to a person, and what becomes of it when they are erased or two cards of theirs become one."""

from collections.abc import Iterable
from typing import Any

from server.agenda.attendance_models import Attendance
from server.agenda.turnouts import AttendanceReassigned, TurnoutCounted, counts_of, locked_turnout
from server.kernel.context import Context
from server.kernel.personal import (
    CONTACT,
    CONTENT,
    DERIVED,
    TECHNICAL,
    Erasing,
    contact_in,
    erased_by,
    live,
    personal,
    reference,
)
from server.people.readers import readers_of
from server.people.references import Merge, references

personal(
    "attendance",
    live(
        {"occurrence_id": reference("occurrence"), "contact_id": CONTACT, "status": CONTENT, "reason": CONTENT}
        | {"by_id": CONTACT, "readers": DERIVED, "answered_at": TECHNICAL}
    ),
    contact_in("contact_id"),
    private=True,
)
personal(
    "turnout",
    live(
        {"occurrence_id": reference("occurrence"), "present": TECHNICAL, "absent": TECHNICAL}
        | {"late": TECHNICAL, "undecided": TECHNICAL}
    ),
)


@erased_by("attendance")
async def uncount(erasing: Erasing) -> None:
    """Who is erased comes nowhere any more: they are no longer counted."""
    person = erasing.person
    answers = await Attendance.filter(organisation_id=person.organisation, contact_id=person.contact)
    await _count_without(erasing.unit, answers, person.contact)


async def _count_without(unit: Any, answers: Iterable[Attendance], contact: int) -> None:
    for answer in sorted(answers, key=lambda row: row.occurrence_id):
        turnout = await locked_turnout(answer.organisation_id, answer.occurrence_id)
        if turnout is not None:
            unit.change(turnout, **await counts_of(answer.organisation_id, answer.occurrence_id, contact, None))
            unit.emit(TurnoutCounted(turnout))


async def move_attendance(ctx: Context, merge: Merge) -> None:
    """What either said is said by the one that stays; where both did, theirs counts and the other is taken out."""
    own = {"organisation_id": merge.organisation}
    kept = {row.occurrence_id for row in await Attendance.filter(**own, contact_id=merge.keep)}
    readers = await readers_of(merge.organisation, merge.keep)
    dropped = await Attendance.filter(**own, contact_id=merge.drop).order_by("occurrence_id")
    doubles = [row for row in dropped if row.occurrence_id in kept]
    await _count_without(ctx.unit, doubles, merge.drop)
    await Attendance.filter(**own, id__in=[row.id for row in doubles]).delete()
    for row in dropped:
        if row.occurrence_id not in kept:
            ctx.change(row, contact_id=merge.keep, readers=sorted({*readers, *row.readers}))
            ctx.emit(AttendanceReassigned(row))


references("attendance", "contact_id", mover=move_attendance)
references("attendance", "by_id", counted=False)

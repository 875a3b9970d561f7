"""Saying whether one comes, and seeing who does."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from server.accounts.capabilities import MANAGE_AGENDA
from server.agenda.attendance_models import Attendance, Turnout
from server.agenda.models import Occurrence
from server.agenda.opening import open_occurrence
from server.agenda.policies import may_attend
from server.agenda.turnouts import (
    STATUSES,
    AttendanceSet,
    AttendanceView,
    Status,
    TurnoutCounted,
    counts_of,
    locked_turnout,
)
from server.kernel.access import Actor, may_with
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput
from server.people.models import Contact
from server.people.queries import find_contact
from server.people.readers import readers_of, readers_of_each

ReasonText = Annotated[str, msgspec.Meta(max_length=300)]


class SetAttendance(Input, frozen=True):
    """Whether somebody comes: oneself, or the `contact` for whom one acts or plans; without a status they take back
    what they said."""

    occurrence: Id
    status: Status | None
    contact: Id | None = None
    reason: ReasonText | None = None


@operation("attendance.set", scope="agenda:write", recorded=False)
async def set_attendance(ctx: Context, given: SetAttendance) -> AttendanceView:
    """Say whether somebody comes; it replaces what was said before, with its reason.

    Refused: not_found (no such activity or contact), forbidden (somebody else's answer), conflict (it is cancelled or
    over, or answers were asked before a moment that is past; who manages the agenda still corrects them then).
    """
    occurrence = await open_occurrence(ctx, given.occurrence)
    organisation = occurrence.organisation_id
    own = ctx.actor.standing(organisation).contact
    contact = own if given.contact is None else given.contact
    ctx.allow(may_attend(ctx.actor, occurrence, contact, ctx.now))
    if contact is None or await find_contact(organisation, contact) is None:
        raise not_found()
    turnout = await locked_turnout(organisation, occurrence.id)
    row = await Attendance.get_or_none(organisation_id=organisation, occurrence_id=occurrence.id, contact_id=contact)
    reason = (given.reason or "").strip() or None
    if row is not None and (row.status, row.reason) == (given.status, reason):
        return AttendanceView.of(row)
    by = ctx.actor.by if contact == own else own
    values: dict[str, object] = {"status": given.status, "reason": reason, "by_id": by, "answered_at": ctx.now}
    row = await _written(ctx, occurrence, contact, row, values)
    await _count(ctx, row, turnout)
    if by is not None:
        ctx.record(organisation, "contact", contact, details="attendance")
    return ctx.later(row, AttendanceView.of)


async def _written(
    ctx: Context, occurrence: Occurrence, contact: int, row: Attendance | None, values: dict[str, object]
) -> Attendance:
    values["readers"] = await readers_of(occurrence.organisation_id, contact)
    if row is not None:
        ctx.change(row, **values)
    else:
        own = {"organisation_id": occurrence.organisation_id, "occurrence_id": occurrence.id, "contact_id": contact}
        row = Attendance(id=new_id(), **own, **values)
        ctx.add(row)
    ctx.emit(AttendanceSet(row))
    return row


async def _count(ctx: Context, row: Attendance, turnout: Turnout | None) -> None:
    counts = await counts_of(row.organisation_id, row.occurrence_id, row.contact_id, row.status)
    if turnout is not None:
        ctx.change(turnout, **counts)
    else:
        own = {"organisation_id": row.organisation_id, "occurrence_id": row.occurrence_id}
        turnout = Turnout(id=new_id(), **own, **counts)
        ctx.add(turnout)
    ctx.emit(TurnoutCounted(turnout))


class Said(msgspec.Struct, frozen=True):
    """What a contact said already, when, and who said it for them."""

    contact: int
    status: Status
    by: int | None
    at: datetime


async def attend_at_once(ctx: Context, occurrence: Occurrence, answers: Sequence[Said]) -> None:
    """Write down what people said before an occurrence was made, in the running unit of work, as if they said it on its
    card; of each contact one. Who was removed since does not come."""
    own = {"organisation_id": occurrence.organisation_id}
    there = await Contact.filter(**own, id__in=[each.contact for each in answers], removed_at=None)
    known = {contact.id for contact in there}
    said = [each for each in answers if each.contact in known]
    if not said:
        return
    readers = await readers_of_each(occurrence.organisation_id, sorted(known))
    own["occurrence_id"] = occurrence.id
    for each in said:
        values = {"status": each.status, "by_id": each.by, "answered_at": each.at, "readers": readers[each.contact]}
        row = Attendance(id=new_id(), **own, contact_id=each.contact, **values)
        ctx.add(row)
        ctx.emit(AttendanceSet(row))
    counts = Counter[str](each.status for each in said)
    turnout = Turnout(id=new_id(), **own, **{status: counts[status] for status in STATUSES})
    ctx.add(turnout)
    ctx.emit(TurnoutCounted(turnout))


class ListAttendance(PageInput, frozen=True):
    """Of which occurrence."""

    occurrence: Id


@operation("attendance.list", scope="agenda:read")
async def list_attendance(ctx: Context, given: ListAttendance) -> ListView[AttendanceView]:
    """List who said what of an activity; everyone in the organisation sees that, reasons only who they are meant for.

    Refused: not_found.
    """
    occurrence = await open_occurrence(ctx, given.occurrence)
    own = {"organisation_id": occurrence.organisation_id, "occurrence_id": occurrence.id}
    found = Attendance.filter(**own, status__isnull=False).order_by("answered_at", "id")
    return await page_of(found, given, lambda row: _shown(ctx.actor, row))


def _shown(actor: Actor, row: Attendance) -> AttendanceView:
    standing = actor.standing(row.organisation_id)
    near = {standing.contact, *standing.wards}
    told = row.contact_id in near or may_with(MANAGE_AGENDA, actor, row.organisation_id).allowed
    return AttendanceView.of(row, reason=row.reason if told else None)

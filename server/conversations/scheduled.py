"""Messages for later: written now, posted at their moment, once."""

from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from server.accounts.models import Organisation
from server.conversations.later_events import ScheduledCancelled, ScheduledChanged, ScheduledCreated, ScheduledView
from server.conversations.later_models import Scheduled
from server.conversations.messages import MessageText
from server.conversations.policies import may_reschedule, may_write
from server.conversations.seats import open_seat
from server.kernel.access import may_when_signed_in
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, PageInput, invalid

SOONEST = timedelta(minutes=1)
LATEST = timedelta(days=366)
MOST_WAITING = 100
SEND = "conversations.send_scheduled"

Wall = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$", description="What the clock shows: 2026-11-26T19:00, no zone."
    ),
]


class CreateScheduled(Input, frozen=True):
    """Where, what, and when by the clock of the organisation."""

    conversation: Id
    text: MessageText
    send_at: Wall
    reply_to: Id | None = None


@operation("scheduled.create", scope="messages:write", recorded=False)
async def create_scheduled(ctx: Context, given: CreateScheduled) -> ScheduledView:
    """Have a message posted later, a minute to a year from now.

    Refused: not_found, forbidden (only administrators write there), conflict (the conversation is closed, or too many
    wait already), invalid (too soon, too late, or a time that the clock skips).
    """
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_write(seat))
    organisation = seat.organisation_id
    send_at = await _moment(ctx, organisation, given.send_at)
    waiting = {"sent_at": None, "cancelled_at": None, "refused_at": None}
    if (
        await Scheduled.filter(organisation_id=organisation, account_id=ctx.actor.reader, **waiting).count()
        >= MOST_WAITING
    ):
        raise invalid(send_at=Reason("scheduled_too_many", most=MOST_WAITING))
    row = Scheduled(
        id=new_id(),
        organisation_id=organisation,
        conversation_id=seat.conversation_id,
        account_id=ctx.actor.reader,
        author_account=ctx.actor.account,
        link_id=ctx.actor.link,
        text=given.text,
        reply_to_id=given.reply_to,
        send_at=send_at,
        created_at=ctx.now,
    )
    ctx.add(row)
    ctx.emit(ScheduledCreated(row))
    _plan(ctx, row)
    return ctx.later(row, ScheduledView.of)


class ChangeScheduled(Input, frozen=True):
    """Another text or another moment; what is left out stays."""

    scheduled: Id
    text: MessageText | None = None
    send_at: Wall | None = None


@operation("scheduled.change", scope="messages:write", recorded=False)
async def change_scheduled(ctx: Context, given: ChangeScheduled) -> ScheduledView:
    """Change a message that waits. Refused: not_found, conflict (it waits no longer), invalid (the moment)."""
    row = await _open(ctx, given.scheduled)
    if given.text is not None:
        ctx.change(row, text=given.text)
    if given.send_at is not None:
        ctx.change(row, send_at=await _moment(ctx, row.organisation_id, given.send_at))
        _plan(ctx, row)
    ctx.emit(ScheduledChanged(row))
    return ctx.later(row, ScheduledView.of)


class NameScheduled(Input, frozen=True):
    """Which one."""

    scheduled: Id


@operation("scheduled.send_now", scope="messages:write", recorded=False)
async def send_scheduled_now(ctx: Context, given: NameScheduled) -> ScheduledView:
    """Have a message that waits posted at once. Refused: not_found, conflict (it waits no longer)."""
    row = await _open(ctx, given.scheduled)
    ctx.change(row, send_at=ctx.now)
    ctx.emit(ScheduledChanged(row))
    _plan(ctx, row)
    return ctx.later(row, ScheduledView.of)


@operation("scheduled.cancel", scope="messages:write", recorded=False)
async def cancel_scheduled(ctx: Context, given: NameScheduled) -> ScheduledView:
    """Do not send a message that waits. Refused: not_found, conflict (it waits no longer)."""
    row = await _open(ctx, given.scheduled)
    ctx.change(row, cancelled_at=ctx.now)
    ctx.emit(ScheduledCancelled(row))
    return ctx.later(row, ScheduledView.of)


class ListScheduled(PageInput, frozen=True):
    """In all one's conversations, or in one."""

    conversation: Id | None = None


@operation("scheduled.list", scope="conversations:read")
async def list_scheduled(ctx: Context, given: ListScheduled) -> ListView[ScheduledView]:
    """List one's own messages that wait, the first to be sent first. Refused: not_found."""
    ctx.allow(may_when_signed_in(ctx.actor))
    found = Scheduled.filter(organisation_id__in=ctx.actor.organisations, account_id=ctx.actor.reader)
    found = found.filter(sent_at=None, cancelled_at=None, refused_at=None)
    if given.conversation is not None:
        found = found.filter(conversation_id=(await open_seat(ctx, given.conversation)).conversation_id)
    return await page_of(found.order_by("send_at", "id"), given, ScheduledView.of)


async def _open(ctx: Context, scheduled: int) -> Scheduled:
    wanted = Scheduled.filter(id=scheduled, organisation_id__in=ctx.actor.organisations)
    row = await wanted.select_for_update(no_key=True).first()
    ctx.allow(may_reschedule(ctx.actor, row))
    if row is None:
        raise not_found()
    return row


def _plan(ctx: Context, row: Scheduled) -> None:
    where = {"organisation": row.organisation_id, "scheduled": row.id}
    ctx.unit.enqueue(Pending(SEND, where, row.send_at, f"scheduled:{row.id}:{row.send_at.isoformat()}"))


async def _moment(ctx: Context, organisation: int, wall: str) -> datetime:
    """The moment at which the organisation's clock shows this. Raises `Refusal("invalid")`."""
    try:
        local = datetime.fromisoformat(wall)
    except ValueError:
        raise invalid(send_at=Reason("field_pattern")) from None
    zone = ZoneInfo((await Organisation.get(id=organisation)).zone)
    moment = local.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local:
        raise invalid(send_at=Reason("scheduled_skipped", time=f"{local:%H:%M}", day=local.date()))
    if not ctx.now + SOONEST - timedelta(seconds=59) <= moment <= ctx.now + LATEST:
        raise invalid(send_at=Reason("scheduled_when"))
    return moment

"""How far one has read: forward as one reads, and back where one marks something as unread."""

from server.conversations.events import ReadMoved
from server.conversations.models import Participant, ReadPosition
from server.conversations.seats import open_seat
from server.conversations.views import ReadView
from server.kernel.context import Context
from server.kernel.database import one_by_one
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid


class SetRead(Input, frozen=True):
    """Up to which message one has read."""

    conversation: Id
    seq: Id


@operation("read.set", scope="messages:write", recorded=False)
async def set_read(ctx: Context, given: SetRead) -> ReadView:
    """Move one's read position; here it only grows, and is shared between one's devices.

    Refused: not_found, invalid (further than the conversation has come).
    """
    seat = await _seat_to(ctx, given.conversation, given.seq)
    position = await _held(ctx, seat)
    return _at(ctx, seat, position, given.seq if position is None else max(position.seq, given.seq))


class SetUnread(Input, frozen=True):
    """From which message on it is to be unread again."""

    conversation: Id
    seq: Id


@operation("read.set_unread", scope="messages:write", recorded=False)
async def set_unread(ctx: Context, given: SetUnread) -> ReadView:
    """Mark a message and what came after it as unread: the one way in which one's read position goes back.

    Refused: not_found, invalid (further than the conversation has come).
    """
    seat = await _seat_to(ctx, given.conversation, given.seq)
    position = await _held(ctx, seat)
    before = max(given.seq, seat.from_seq) - 1
    return _at(ctx, seat, position, before if position is None else min(position.seq, before))


async def _seat_to(ctx: Context, conversation: int, seq: int) -> Participant:
    seat = await open_seat(ctx, conversation)
    if seq > (seat.conversation.last_seq if seat.until_seq is None else seat.until_seq):
        raise invalid(seq=Reason("seq_ahead"))
    return seat


async def _held(ctx: Context, seat: Participant) -> ReadPosition | None:
    """Of two devices at once one comes wholly before the other.

    Not by a lock on the seat: who ends or marks seats changes them while they hold the log, for which this waits.
    """
    await one_by_one(ctx.actor.reader)
    return await ReadPosition.get_or_none(
        organisation_id=seat.organisation_id, conversation_id=seat.conversation_id, account_id=ctx.actor.reader
    )


def _at(ctx: Context, seat: Participant, position: ReadPosition | None, seq: int) -> ReadView:
    """Where it stands from now on; nobody is told of what stays where it was."""
    if position is None:
        position = ReadPosition(
            id=new_id(),
            organisation_id=seat.organisation_id,
            conversation_id=seat.conversation_id,
            account_id=ctx.actor.reader,
            seq=seq,
        )
        ctx.add(position)
        ctx.emit(ReadMoved(position))
    elif seq != position.seq:
        ctx.change(position, seq=seq)
        ctx.emit(ReadMoved(position))
    return ctx.later(position, ReadView.of)

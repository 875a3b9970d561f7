"""What becomes of conversations when two contacts become one: who sat there, and who wrote."""

from collections.abc import Sequence

from server.conversations.events import (
    CommandReassigned,
    ConversationChanged,
    ParticipantJoined,
    ParticipantLeft,
)
from server.conversations.models import Command, Conversation, Participant
from server.kernel.context import Context
from server.people.references import Merge, references


async def move_seats(ctx: Context, merge: Merge) -> None:
    """Who sat as either sits as the one that stays, once; their view of a conversation reaches as far back as it did
    for either of them."""
    own = {"organisation_id": merge.organisation}
    seats = await Participant.filter(**own, contact_id__in=[merge.keep, merge.drop]).order_by("joined_at", "id")
    moved = [seat for seat in seats if seat.contact_id == merge.drop]
    if not moved:
        return
    # Locked: no message takes a number before this is committed.
    ids = sorted({seat.conversation_id for seat in moved})
    found = await Conversation.filter(**own, id__in=ids).select_for_update(no_key=True).order_by("id")
    conversations = {row.id: row for row in found}
    sitting = {seat.conversation_id: seat for seat in seats if seat.contact_id == merge.keep and seat.left_at is None}
    for seat in moved:
        ctx.change(seat, contact_id=merge.keep)
        kept = sitting.get(seat.conversation_id)
        if seat.left_at is None and kept is not None:
            ctx.change(seat, left_at=ctx.now, until_seq=conversations[seat.conversation_id].last_seq)
            ctx.change(kept, from_seq=min(kept.from_seq, seat.from_seq), admin=kept.admin or seat.admin)
            ctx.emit(ParticipantJoined(kept))
        ctx.emit(ParticipantLeft(seat) if seat.left_at is not None else ParticipantJoined(seat))
    await _rename_pairs(ctx, merge, found)


async def _rename_pairs(ctx: Context, merge: Merge, conversations: Sequence[Conversation]) -> None:
    """A conversation of two is found by its pair. Where both had one with somebody, theirs stays the pair's and the
    other stays readable; the two cards' own conversation with each other is closed."""
    own = {"organisation_id": merge.organisation}
    for conversation in conversations:
        if conversation.pair is None:
            continue
        pair = _pair_after(conversation.pair, merge)
        taken = pair is None or await Conversation.filter(**own, pair=pair).exists()
        ctx.change(conversation, pair=None if taken else pair)
        if pair is None and conversation.closed_at is None:
            ctx.change(conversation, closed_at=ctx.now)
            ctx.emit(ConversationChanged(conversation))


def _pair_after(pair: str, merge: Merge) -> str | None:
    """The pair with the one that stays; None for the two of them."""
    two = sorted({merge.keep if int(contact) == merge.drop else int(contact) for contact in pair.split(":")})
    return "{}:{}".format(*two) if len(two) > 1 else None


async def move_commands(ctx: Context, merge: Merge) -> None:
    """The commands of either are those of the one that stays."""
    for command in await Command.filter(organisation_id=merge.organisation, caller_id=merge.drop).order_by("rev"):
        ctx.change(command, caller_id=merge.keep)
        ctx.emit(CommandReassigned(command))


references("participant", "contact_id", mover=move_seats)
references("command", "caller_id", mover=move_commands)
references("conversation", "creator_id")
references("conversation", "removed_by_id", counted=False)
references("message", "pinned_by_id")

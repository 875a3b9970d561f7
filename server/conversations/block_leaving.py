"""What becomes of blocks when somebody is erased, and when two cards of one person become one."""

from server.conversations.block_models import Block
from server.conversations.blocking import BlockLifted, BlockReassigned
from server.conversations.blocks import mark
from server.conversations.models import Conversation, Participant
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.personal import Erasing, erased_by
from server.people.readers import readers_of
from server.people.references import Merge, references


@erased_by("blocks")
async def erase_from_blocks(erasing: Erasing) -> None:
    """Who blocked them blocks nobody any more; whom they blocked goes with their other rows."""
    own = {"organisation_id": erasing.person.organisation}
    for block in await Block.filter(**own, blocked_id=erasing.person.contact).order_by("id"):
        erasing.unit.change(block, blocked_id=None, lifted_at=block.lifted_at or clock.now())
        erasing.unit.emit(BlockLifted(block))


async def move_blocks(ctx: Context, merge: Merge) -> None:
    """Who blocked either blocks the one that stays, and whom either blocked is blocked by it; nobody blocks
    themselves."""
    own = {"organisation_id": merge.organisation}
    two = [merge.keep, merge.drop]
    found = [*await Block.filter(**own, contact_id__in=two), *await Block.filter(**own, blocked_id__in=two)]
    blocks = sorted(
        {block.id: block for block in found}.values(), key=lambda block: (block.lifted_at is not None, block.id)
    )
    standing: dict[tuple[int, int | None], Block] = {}
    gone = []
    for block in blocks:
        pair = (_kept(block.contact_id, merge) or 0, _kept(block.blocked_id, merge))
        if pair[0] == pair[1] or pair in standing:
            gone.append(block)
        else:
            standing[pair] = block
    # First, so that of two that become the same pair one makes room for the other.
    for block in gone:
        contact = _kept(block.contact_id, merge)
        ctx.change(block, contact_id=contact, blocked_id=None, lifted_at=block.lifted_at or ctx.now)
        ctx.emit(BlockLifted(block))
    readers = await readers_of(merge.organisation, merge.keep)
    for (contact, blocked), block in standing.items():
        if (contact, blocked) != (block.contact_id, block.blocked_id):
            heard = sorted({*readers, *block.readers}) if contact == merge.keep else block.readers
            ctx.change(block, contact_id=contact, blocked_id=blocked, readers=heard)
            ctx.emit(BlockReassigned(block))
    await _mark_seats(ctx, merge, {pair for pair, block in standing.items() if block.lifted_at is None})


def _kept(contact: int | None, merge: Merge) -> int | None:
    return merge.keep if contact == merge.drop else contact


async def _mark_seats(ctx: Context, merge: Merge, standing: set[tuple[int, int | None]]) -> None:
    """The conversations of two of either, with whoever is blocked or blocks."""
    own = {"organisation_id": merge.organisation}
    mine = await Participant.filter(**own, contact_id__in=[merge.keep, merge.drop], left_at=None)
    places = [seat.conversation_id for seat in mine]
    direct = await Conversation.filter(**own, kind="direct", id__in=places) if places else []
    for conversation in direct:
        seats = await Participant.filter(**own, conversation_id=conversation.id, left_at=None).order_by("id")
        sitting = {_kept(seat.contact_id, merge) for seat in seats}
        blocking = {contact for contact, blocked in standing if {contact, blocked} <= sitting}
        # As whom they sat until now: the seats of the one that goes are moved apart from this.
        mark(ctx, seats, {seat.contact_id for seat in seats if _kept(seat.contact_id, merge) in blocking})


async def move_with_blocks(_ctx: Context, _merge: Merge) -> None:
    """Nothing more: whom they block moves with who blocks."""


references("block", "contact_id", mover=move_blocks)
references("block", "blocked_id", mover=move_with_blocks)

"""What a block does to the conversation of two: its seats say who refuses and who is refused, so that a message that
is sent costs no query for it."""

from collections.abc import Sequence

from server.conversations.block_models import Block
from server.conversations.models import Conversation, Participant
from server.kernel.context import Context
from server.kernel.unit_of_work import UnitOfWork


def pair_of(one: int, other: int) -> str:
    """By what the conversation of two contacts is found."""
    return "{}:{}".format(*sorted((one, other)))


async def blocked_by(organisation: int, contacts: Sequence[int]) -> set[int]:
    """Which of two contacts blocks the other."""
    standing = Block.filter(organisation_id=organisation, lifted_at=None)
    found = await standing.filter(contact_id__in=contacts, blocked_id__in=contacts)
    return {block.contact_id for block in found}


def mark(unit: Context | UnitOfWork, seats: Sequence[Participant], blocking: set[int]) -> None:
    """Let the seats of a conversation of two say who of them blocks the other."""
    for seat in seats:
        flags = {"refuses": seat.contact_id in blocking, "refused": bool(blocking - {seat.contact_id})}
        if flags != {name: getattr(seat, name) for name in flags}:
            unit.change(seat, **flags)


async def mark_pair(unit: Context | UnitOfWork, organisation: int, pair: tuple[int, int], blocking: set[int]) -> None:
    """The same where two have a conversation; locked, so that no message slips in between."""
    wanted = Conversation.filter(organisation_id=organisation, pair=pair_of(*pair))
    conversation = await wanted.select_for_update(no_key=True).first()
    if conversation is not None:
        seats = Participant.filter(organisation_id=organisation, conversation_id=conversation.id, left_at=None)
        mark(unit, await seats.order_by("id"), blocking)

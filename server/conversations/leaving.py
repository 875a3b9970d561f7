"""Somebody whose access ends sits nowhere any more, from that moment on."""

from server.conversations.models import Conversation, Participant
from server.conversations.seating import leave_to_others
from server.kernel.context import Context
from server.kernel.unit_of_work import UnitOfWork
from server.people.contacts.logins import ends_with_access
from server.people.models import Contact


@ends_with_access
async def leave_with_access(ctx: Context, contact: Contact) -> None:
    """Leave every conversation, those of two as well: nothing that comes later reaches them."""
    await leave_all(ctx.unit, contact.organisation_id, contact.id)


async def leave_all(unit: UnitOfWork, organisation: int, contact: int) -> list[Conversation]:
    """End all seats of a contact; the conversations, locked in one order: no message takes a number there before this
    is committed."""
    own = {"organisation_id": organisation}
    wanted = Participant.filter(contact_id=contact, left_at=None, **own)
    ids = sorted({seat.conversation_id for seat in await wanted})
    if not ids:
        return []
    locked = await Conversation.filter(id__in=ids, **own).order_by("id").select_for_update(no_key=True)
    # Looked up again under the lock: somebody else may have ended one meanwhile.
    seats = await wanted.filter(conversation_id__in=ids)
    for conversation in locked:
        leaving = [seat for seat in seats if seat.conversation_id == conversation.id]
        for seat in leaving:
            unit.change(seat, followed=False)
        await leave_to_others(unit, conversation, leaving)
    return locked

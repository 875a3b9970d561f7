"""Adding conversations, and letting people sit in them or go."""

from collections.abc import Collection, Sequence
from typing import Annotated

import msgspec

from server.conversations.events import ConversationCreated, ParticipantJoined, ParticipantLeft
from server.conversations.models import Conversation, Participant
from server.kernel.context import Context
from server.kernel.errors import Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.wire import Id

People = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]


def add_conversation(ctx: Context, organisation: int, **values: object) -> Conversation:
    """A new conversation, in which nobody sits yet."""
    created = Conversation(id=new_id(), organisation_id=organisation, created_at=ctx.now, **values)
    ctx.add(created)
    ctx.emit(ConversationCreated(created))
    return created


def seat_contacts(
    ctx: Context, conversation: Conversation, contacts: Sequence[int], *, admins: Collection[int] = ()
) -> list[Participant]:
    """Let contacts sit in a conversation, some as its administrators, and see it from its first message."""
    seats = [
        Participant(
            id=new_id(),
            organisation_id=conversation.organisation_id,
            conversation_id=conversation.id,
            contact_id=contact,
            admin=contact in admins,
            joined_at=ctx.now,
        )
        for contact in contacts
    ]
    ctx.add(*seats)
    ctx.emit(*(ParticipantJoined(seat) for seat in seats))
    return seats


async def unseat(ctx: Context, seat: Participant) -> None:
    """End somebody's seat; an administrator of a broadcast list leaves its answers too. Raises not_found."""
    # Locked: no message takes a number before this is committed, and of two who end the same seat one comes too late.
    conversation = (
        await Conversation.filter(organisation_id=seat.organisation_id, id=seat.conversation_id)
        .select_for_update(no_key=True)
        .get()
    )
    own = Participant.filter(organisation_id=seat.organisation_id, id=seat.id, left_at=None)
    if await own.select_for_update(no_key=True).first() is None:
        raise not_found()
    ctx.change(seat, left_at=ctx.now, until_seq=conversation.last_seq)
    ctx.emit(ParticipantLeft(seat))
    if conversation.kind == "broadcast" and seat.admin:
        await must_keep_admin(conversation)
        await leave_answers(ctx, conversation, seat.contact_id)


async def must_keep_admin(conversation: Conversation) -> None:
    """Raises conflict where a broadcast list has only one administrator, who is to be one no longer."""
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id}
    if await Participant.filter(**own, admin=True, left_at=None).count() == 1:
        raise Refusal("conflict", "last_admin_of_list")


async def answers_of(conversation: Conversation) -> list[Conversation]:
    """The conversations with those who answered a broadcast list, locked in one order."""
    own = {"organisation_id": conversation.organisation_id, "list_id": conversation.id}
    return await Conversation.filter(**own, kind="reply").order_by("id").select_for_update(no_key=True)


async def join_answers(ctx: Context, conversation: Conversation, contact: int) -> None:
    """Who comes to administer a broadcast list sits in its answers, from their first message."""
    answers = await answers_of(conversation)
    own = {"organisation_id": conversation.organisation_id, "conversation_id__in": [each.id for each in answers]}
    sitting = {seat.conversation_id for seat in await Participant.filter(**own, contact_id=contact, left_at=None)}
    for answer in answers:
        if answer.id not in sitting:
            seat_contacts(ctx, answer, [contact], admins=[contact])


async def leave_answers(ctx: Context, conversation: Conversation, contact: int) -> None:
    """Who administers a broadcast list no longer leaves its answers, but for their own."""
    last = {answer.id: answer.last_seq for answer in await answers_of(conversation)}
    own = {"organisation_id": conversation.organisation_id, "conversation_id__in": list(last)}
    for seat in await Participant.filter(**own, contact_id=contact, admin=True, left_at=None).order_by("id"):
        ctx.change(seat, left_at=ctx.now, until_seq=last[seat.conversation_id])
        ctx.emit(ParticipantLeft(seat))

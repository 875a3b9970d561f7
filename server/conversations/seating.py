"""Who comes to sit in a conversation, and who leaves it."""

from collections.abc import Collection, Sequence
from typing import Annotated, Any

import msgspec

from server.accounts.models import Link
from server.conversations.events import (
    ConversationChanged,
    ConversationCreated,
    ParticipantChanged,
    ParticipantJoined,
    ParticipantLeft,
)
from server.conversations.models import Conversation, Participant
from server.kernel.clock import clock
from server.kernel.context import Context
from server.kernel.errors import Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.wire import Id
from server.people.queries import contacts_with_ids

People = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=1000)]


def new_conversation(ctx: Context, organisation: int, **values: Any) -> Conversation:
    """Open a conversation."""
    created = Conversation(id=new_id(), organisation_id=organisation, created_at=ctx.now, **values)
    ctx.add(created)
    ctx.emit(ConversationCreated(created))
    return created


def seat_contacts(
    unit: Context | UnitOfWork,
    conversation: Conversation,
    contacts: Sequence[int],
    *,
    admins: Collection[int] = (),
    followed: Collection[int] = (),
) -> list[Participant]:
    """Let contacts sit in a conversation, some as its administrators, and see it from its first message."""
    seats = [
        _seat(conversation, contact, admin=contact in admins, followed=contact in followed) for contact in contacts
    ]
    unit.add(*seats)
    unit.emit(*(ParticipantJoined(seat) for seat in seats))
    return seats


def _seat(conversation: Conversation, contact: int, **values: Any) -> Participant:
    return Participant(
        id=new_id(),
        organisation_id=conversation.organisation_id,
        conversation_id=conversation.id,
        contact_id=contact,
        joined_at=clock.now(),
        **values,
    )


async def keep_away(ctx: Context, conversation: Conversation, contacts: Collection[int]) -> None:
    """Some were left out of a conversation that follows their group: it does not seat them, as if they had left."""
    known = await contacts_with_ids(conversation.organisation_id, sorted(contacts))
    own = ctx.actor.standing(conversation.organisation_id).contact
    seats = [_seat(conversation, contact.id, left_at=ctx.now, until_seq=0) for contact in known if contact.id != own]
    ctx.add(*seats)
    ctx.emit(*(ParticipantLeft(seat) for seat in seats))


async def end_seat(ctx: Context, seat: Participant) -> None:
    """Somebody leaves, or is removed: the group does not bring them back. An administrator of a broadcast list leaves
    its answers too. Raises not_found if they had left."""
    # Locked: no message takes a number before this is committed, and of two who end the same seat one comes too late.
    conversation = (
        await Conversation.filter(organisation_id=seat.organisation_id, id=seat.conversation_id)
        .select_for_update(no_key=True)
        .get()
    )
    # Read again: they may have come to administer it, as somebody else left just before.
    leaving = await Participant.get_or_none(organisation_id=seat.organisation_id, id=seat.id, left_at=None)
    if leaving is None:
        raise not_found()
    ctx.change(leaving, followed=False)
    if conversation.kind == "broadcast" and leaving.admin:
        await must_keep_admin(conversation)
        await leave_answers(ctx, conversation, leaving.contact_id)
    await leave_to_others(ctx.unit, conversation, [leaving])


async def leave_to_others(unit: UnitOfWork, conversation: Conversation, leaving: Sequence[Participant]) -> None:
    """End seats of a locked conversation; of a group without administrators who sits there longest becomes one.

    Nobody who receives a broadcast list comes to see the others so: who manages conversations names its administrators.
    """
    for seat in leaving:
        unit.change(seat, left_at=clock.now(), until_seq=conversation.last_seq)
        unit.emit(ParticipantLeft(seat))
    if conversation.kind == "group" and any(seat.admin for seat in leaving):
        await _hand_over(unit, conversation, {seat.id for seat in leaving})


async def _hand_over(unit: UnitOfWork, conversation: Conversation, leaving: Collection[int]) -> None:
    own = {"organisation_id": conversation.organisation_id}
    sitting = Participant.filter(**own, conversation_id=conversation.id, left_at=None).order_by("joined_at", "id")
    staying = [seat for seat in await sitting if seat.id not in leaving]
    if not staying or any(seat.admin for seat in staying):
        return
    links = Link.filter(**own, contact_id__in=[seat.contact_id for seat in staying], kind="self", until_at=None)
    able = {link.contact_id for link in await links}
    heir = next((seat for seat in staying if seat.contact_id in able), None)
    if heir is not None:
        unit.change(heir, admin=True)
        unit.emit(ParticipantChanged(heir))


async def must_keep_admin(conversation: Conversation) -> None:
    """Raises conflict where a broadcast list has only one administrator, who is to be one no longer."""
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id}
    if await Participant.filter(**own, admin=True, left_at=None).count() == 1:
        raise Refusal("conflict", "last_admin_of_list")


async def answers_of(conversation: Conversation) -> list[Conversation]:
    """The conversations with those who answered a broadcast list, locked in one order."""
    own = {"organisation_id": conversation.organisation_id, "list_id": conversation.id}
    return await Conversation.filter(**own, kind="reply").order_by("id").select_for_update(no_key=True)


async def close_answers(ctx: Context, conversation: Conversation) -> None:
    """A broadcast list was removed: what was said to its administrators stays to be read, and nobody writes there."""
    for answer in await answers_of(conversation):
        if answer.closed_at is None:
            ctx.change(answer, closed_at=conversation.removed_at)
            ctx.emit(ConversationChanged(answer))


async def reopen_answers(ctx: Context, conversation: Conversation) -> None:
    """A removed list comes back: what was closed with it is open again."""
    for answer in await answers_of(conversation):
        if answer.closed_at == conversation.removed_at:
            ctx.change(answer, closed_at=None)
            ctx.emit(ConversationChanged(answer))


async def join_answers(ctx: Context, conversation: Conversation, contact: int) -> None:
    """Who comes to administer a broadcast list sits in its answers, from their first message."""
    answers = await answers_of(conversation)
    own = {"organisation_id": conversation.organisation_id, "conversation_id__in": [each.id for each in answers]}
    sitting = {seat.conversation_id for seat in await Participant.filter(**own, contact_id=contact, left_at=None)}
    for answer in answers:
        if answer.id not in sitting:
            seat_contacts(ctx, answer, [contact], admins=[contact])


async def leave_answers(unit: Context | UnitOfWork, conversation: Conversation, contact: int) -> None:
    """Who administers a broadcast list no longer leaves its answers, but for their own."""
    last = {answer.id: answer.last_seq for answer in await answers_of(conversation)}
    own = {"organisation_id": conversation.organisation_id, "conversation_id__in": list(last)}
    for seat in await Participant.filter(**own, contact_id=contact, admin=True, left_at=None).order_by("id"):
        unit.change(seat, left_at=clock.now(), until_seq=last[seat.conversation_id])
        unit.emit(ParticipantLeft(seat))

"""Answering a broadcast list, and who administers it."""

from server.conversations.broadcast.policies import may_answer_list, may_name_admins
from server.conversations.events import ParticipantChanged
from server.conversations.messages import MessageText
from server.conversations.models import Conversation, Participant
from server.conversations.posting import Parts, Posting, post
from server.conversations.queries import visible_messages
from server.conversations.seating import join_answers, leave_answers, must_keep_admin, new_conversation, seat_contacts
from server.conversations.seats import open_seat
from server.conversations.views import MessageView, ParticipantView
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, invalid
from server.people.queries import contacts_with_ids


class AnswerList(Input, frozen=True):
    """What to answer to the administrators of a list, and to which of its messages."""

    conversation: Id
    text: MessageText
    reply_to: Id | None = None


@operation("broadcast.reply", scope="messages:write")
async def answer_list(ctx: Context, given: AnswerList) -> MessageView:
    """Answer the administrators of a broadcast list: the first time opens one's conversation with them.

    Refused: not_found (no list that one receives), conflict (one administers it, or it is closed), invalid (that is no
    message of the list).
    """
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_answer_list(seat))
    if given.reply_to is not None and not await visible_messages(seat).filter(id=given.reply_to).exists():
        raise invalid(reply_to=Reason("reply_unknown"))
    answers = await _answers_of(ctx, seat)
    posting = Posting.asked(ctx, answers.id, given.text, Parts(reply_to=given.reply_to))
    await post([posting])
    if posting.message is None:
        raise posting.refusal or not_found()
    return ctx.later(posting.message, MessageView.of)


async def _answers_of(ctx: Context, seat: Participant) -> Conversation:
    """The one conversation of who receives a list with its administrators, with a seat for them in it."""
    own = {"organisation_id": seat.organisation_id}
    # Locked: of two answers at once the second finds what the first made.
    listed = await Conversation.filter(**own, id=seat.conversation_id).select_for_update(no_key=True).get()
    if listed.removed_at is not None:
        raise not_found()
    pair = "{}:{}".format(*sorted((listed.id, seat.contact_id)))
    found = await Conversation.get_or_none(organisation_id=seat.organisation_id, pair=pair)
    if found is None:
        found = new_conversation(
            ctx, listed.organisation_id, kind="reply", title=listed.title, list_id=listed.id, pair=pair
        )
        admins = await Participant.filter(**own, conversation_id=listed.id, admin=True, left_at=None).order_by("id")
        contacts = [admin.contact_id for admin in admins]
        seat_contacts(ctx, found, [seat.contact_id, *contacts], admins=contacts)
    elif not await Participant.filter(
        **own, conversation_id=found.id, contact_id=seat.contact_id, left_at=None
    ).exists():
        seat_contacts(ctx, found, [seat.contact_id])
    await ctx.unit.write_added()
    return found


class SetAdmin(Input, frozen=True):
    """Who, and whether they administer the list; who does not sit there yet comes to, in copy."""

    conversation: Id
    contact: Id
    admin: bool


@operation("broadcast.set_admin", scope="conversations:write")
async def set_admin(ctx: Context, given: SetAdmin) -> ParticipantView:
    """Make somebody an administrator of a broadcast list, who reads and answers all its answers, or no longer.

    Refused: not_found (no such list or contact, or they do not sit there), forbidden, conflict (the last one).
    """
    listed, seat = await _open_administered(ctx, given.conversation, given.contact)
    if seat is None:
        if not given.admin or not await contacts_with_ids(listed.organisation_id, [given.contact]):
            raise not_found()
        seat = seat_contacts(ctx, listed, [given.contact], admins=[given.contact])[0]
        await join_answers(ctx, listed, given.contact)
    elif seat.admin != given.admin:
        await _change_admin(ctx, listed, seat)
    ctx.record(listed.organisation_id, "contact", given.contact, details=f"conversation:{listed.id}")
    return ctx.later(seat, ParticipantView.of)


async def _open_administered(ctx: Context, conversation: int, contact: int) -> tuple[Conversation, Participant | None]:
    """A list whose administrators the actor may name, locked, and the seat of a contact there."""
    wanted = Conversation.filter(id=conversation, organisation_id__in=ctx.actor.organisations)
    listed = await wanted.select_for_update(no_key=True).first()
    seats: dict[int, Participant] = {}
    own = None
    if listed is not None:
        own = ctx.actor.standing(listed.organisation_id).contact
        found = Participant.filter(organisation_id=listed.organisation_id, conversation_id=listed.id, left_at=None)
        seats = {seat.contact_id: seat for seat in await found.filter(contact_id__in=[contact, own or contact])}
    ctx.allow(may_name_admins(ctx.actor, listed, seats.get(own or 0)))
    if listed is None:
        raise not_found()
    return listed, seats.get(contact)


async def _change_admin(ctx: Context, listed: Conversation, seat: Participant) -> None:
    if seat.admin:
        await must_keep_admin(listed)
    follow = leave_answers if seat.admin else join_answers
    ctx.change(seat, admin=not seat.admin)
    ctx.emit(ParticipantChanged(seat))
    await follow(ctx, listed, seat.contact_id)

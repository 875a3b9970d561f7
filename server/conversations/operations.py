"""Opening conversations, and who sits in them."""

from server.conversations.blocks import blocked_by, mark, pair_of
from server.conversations.events import ConversationChanged
from server.conversations.models import Conversation, Participant
from server.conversations.policies import may_begin, may_leave, may_open
from server.conversations.queries import conversation_items
from server.conversations.seating import People, end_seat, new_conversation, seat_contacts
from server.conversations.seats import open_managed, open_seat, sees_seats, who_sits
from server.conversations.views import ConversationItem, ConversationView, ParticipantView
from server.kernel.access import may_as_member, may_when_signed_in
from server.kernel.context import Context
from server.kernel.database import one_by_one
from server.kernel.errors import Reason, not_found
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.people.queries import contacts_with_ids


class OpenDirect(Input, frozen=True):
    """With whom."""

    organisation: Id
    contact: Id


@operation("conversation.open_direct", scope="conversations:write")
async def open_direct(ctx: Context, given: OpenDirect) -> ConversationView:
    """Open the conversation of two with a contact; there is one for each pair, and asking again gives the same. Who no
    longer sat there as their access had ended, sits there again.

    Refused: not_found (no such contact), invalid (oneself), forbidden (they receive no messages).
    """
    ctx.allow(may_open(ctx.actor, given.organisation))
    own = ctx.actor.standing(given.organisation).contact
    if given.contact == own:
        raise invalid(contact=Reason("conversation_with_self"))
    if own is None or not await contacts_with_ids(given.organisation, [given.contact]):
        raise not_found()
    pair = pair_of(own, given.contact)
    wanted = Conversation.filter(organisation_id=given.organisation, pair=pair)
    found = await wanted.select_for_update(no_key=True).first()
    sitting = await who_sits(found) if found is not None else set()
    coming = sorted({own, given.contact} - sitting)
    if found is not None and not coming:
        return ctx.later(found, ConversationView.of)
    # Who blocks and who opens a conversation at once wait for each other.
    await one_by_one(own, given.contact)
    blocking = await blocked_by(given.organisation, [own, given.contact])
    ctx.allow(may_begin(refused=given.contact in blocking))
    if found is None:
        found = new_conversation(ctx, given.organisation, kind="direct", pair=pair)
    else:
        ctx.emit(ConversationChanged(found))
    mark(ctx, seat_contacts(ctx, found, coming), blocking)
    return ctx.later(found, ConversationView.of)


class ListConversations(PageInput, frozen=True):
    """All of one's conversations, or those in one organisation."""

    organisation: Id | None = None


@operation("conversation.list", scope="conversations:read")
async def list_conversations(ctx: Context, given: ListConversations) -> ListView[ConversationItem]:
    """List the conversations in which one sits, the latest message first, with what is unread."""
    ctx.allow(may_when_signed_in(ctx.actor))
    if given.organisation is not None:
        ctx.allow(may_as_member(ctx.actor, given.organisation))
    organisations = [given.organisation] if given.organisation is not None else ctx.actor.organisations
    return await conversation_items(ctx.actor, organisations, given)


class GetConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


@operation("conversation.get", scope="conversations:read")
async def get_conversation(ctx: Context, given: GetConversation) -> ConversationView:
    """Show one conversation in which one sits or sat. Refused: not_found."""
    seat = await open_seat(ctx, given.conversation)
    return ConversationView.of(seat.conversation)


class LeaveConversation(Input, frozen=True):
    """Which one."""

    conversation: Id


@operation("conversation.leave", scope="conversations:write")
async def leave_conversation(ctx: Context, given: LeaveConversation) -> Nothing:
    """Leave a group conversation; what was said until now stays readable. Refused: not_found, conflict (of two)."""
    seat = await open_seat(ctx, given.conversation)
    ctx.allow(may_leave(seat))
    await end_seat(ctx, seat)
    return Nothing()


class ListParticipants(PageInput, frozen=True):
    """Of which conversation."""

    conversation: Id


@operation("participant.list", scope="conversations:read")
async def list_participants(ctx: Context, given: ListParticipants) -> ListView[ParticipantView]:
    """List who sits in a conversation; who receives a broadcast list sees only themselves. Refused: not_found."""
    seat = await open_seat(ctx, given.conversation)
    sitting = Participant.filter(
        organisation_id=seat.organisation_id, conversation_id=seat.conversation_id, left_at=None
    )
    if not sees_seats(seat):
        sitting = sitting.filter(id=seat.id)
    return await page_of(sitting.order_by("joined_at", "id"), given, ParticipantView.of)


class AddParticipants(Input, frozen=True):
    """Whom to add."""

    conversation: Id
    contacts: People


@operation("participant.add", scope="conversations:write")
async def add_participants(ctx: Context, given: AddParticipants) -> ListView[ParticipantView]:
    """Add contacts to a group conversation; they see it from its beginning. Who sits there already stays.

    Refused: not_found (conversation or a contact), forbidden, conflict (a conversation of two).
    """
    conversation = await open_managed(ctx, given.conversation)
    wanted = set(given.contacts)
    found = await contacts_with_ids(conversation.organisation_id, sorted(wanted))
    if len(found) < len(wanted):
        raise not_found()
    fresh = sorted(wanted - await who_sits(conversation))
    seats = seat_contacts(ctx, conversation, fresh)
    if seats and conversation.kind != "broadcast":
        ctx.emit(ConversationChanged(conversation))
    ctx.record(conversation.organisation_id, "conversation", conversation.id, details=f"count={len(seats)}")
    return ctx.later(seats, lambda added: ListView(items=[ParticipantView.of(seat) for seat in added]))


class RemoveParticipant(Input, frozen=True):
    """Whom to remove."""

    conversation: Id
    contact: Id


@operation("participant.remove", scope="conversations:write")
async def remove_participant(ctx: Context, given: RemoveParticipant) -> Nothing:
    """Remove somebody from a group conversation: nothing that comes later reaches them.

    Refused: not_found (conversation, or they do not sit there), forbidden, conflict (a conversation of two).
    """
    conversation = await open_managed(ctx, given.conversation)
    seat = await Participant.get_or_none(
        organisation_id=conversation.organisation_id,
        conversation_id=conversation.id,
        contact_id=given.contact,
        left_at=None,
    )
    if seat is None:
        raise not_found()
    await end_seat(ctx, seat)
    ctx.record(conversation.organisation_id, "contact", given.contact, details=f"conversation:{conversation.id}")
    return Nothing()

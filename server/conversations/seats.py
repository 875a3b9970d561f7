"""Fetching a conversation and judging what the actor may do there, in one step; absent and hidden look the same."""

from typing import Any

from tortoise.expressions import Q

from server.conversations.models import Conversation, Message, Participant
from server.conversations.policies import may_manage, may_read, may_rewrite
from server.kernel.audit import named_by
from server.kernel.circles import Seat
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import not_found

named_by("conversation", Conversation, "title")


async def open_seat(ctx: Context, conversation: int) -> Participant:
    """The actor's latest seat in a conversation, with the conversation. Raises not_found."""
    seats = Participant.filter(
        organisation_id__in=ctx.actor.organisations, conversation_id=conversation, contact_id__in=ctx.actor.contacts
    )
    seat = await seats.select_related("conversation").order_by("-joined_at", "-id").first()
    ctx.allow(may_read(seat))
    if seat is None:
        raise not_found()
    return seat


async def open_managed(ctx: Context, conversation: int) -> Conversation:
    """A group conversation whose participants the actor may change, locked until the commit: nobody is seated twice.

    Raises not_found or forbidden.
    """
    wanted = Conversation.filter(id=conversation, organisation_id__in=ctx.actor.organisations)
    found = await wanted.select_for_update(no_key=True).first()
    seat = None
    if found is not None:
        own = ctx.actor.standing(found.organisation_id).contact
        seat = await Participant.get_or_none(
            organisation_id=found.organisation_id, conversation_id=found.id, contact_id=own, left_at=None
        )
    ctx.allow(may_manage(ctx.actor, found, seat))
    if found is None:
        raise not_found()
    return found


async def message_and_seat(ctx: Context, message: int) -> tuple[Message | None, Participant | None]:
    """A message to be changed and the actor's seat where they have one, none in a removed conversation; locked, so
    that no edit brings back what is being deleted."""
    wanted = Message.filter(id=message, organisation_id__in=ctx.actor.organisations)
    found = await wanted.select_for_update(no_key=True).first()
    seat = None
    if found is not None:
        seat = (
            await Participant.filter(
                organisation_id=found.organisation_id,
                conversation_id=found.conversation_id,
                contact_id__in=ctx.actor.contacts,
                conversation__removed_at=None,
                from_seq__lte=found.seq,
                left_at=None,
            )
            .select_related("conversation")
            .first()
        )
    return found, seat


async def open_message(ctx: Context, message: int) -> tuple[Message, Participant]:
    """One of the actor's own messages and their seat, to change it; locked. Raises not_found or forbidden."""
    found, seat = await message_and_seat(ctx, message)
    ctx.allow(may_rewrite(ctx.actor, found, seat))
    if found is None or seat is None:
        raise not_found()
    return found, seat


async def seen_message(ctx: Context, message: int, *, lock: bool = False) -> tuple[Message, Participant]:
    """A message that the actor may see, and the latest seat from which they see it. Raises not_found."""
    wanted = Message.filter(id=message, organisation_id__in=ctx.actor.organisations)
    found = await (wanted.select_for_update(no_key=True) if lock else wanted).first()
    seat = None
    if found is not None:
        seats = Participant.filter(
            Q(until_seq=None) | Q(until_seq__gte=found.seq),
            organisation_id=found.organisation_id,
            conversation_id=found.conversation_id,
            contact_id__in=ctx.actor.contacts,
            from_seq__lte=found.seq,
        )
        seat = await seats.select_related("conversation").order_by("-joined_at", "-id").first()
    ctx.allow(may_read(seat))
    if found is None or seat is None:
        raise not_found()
    return found, seat


async def who_sits(conversation: Conversation) -> set[int]:
    """The contacts who sit in a conversation now."""
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id}
    return {seat.contact_id for seat in await Participant.filter(**own, left_at=None)}


async def load_seats(organisation: int, conversation: int) -> list[Seat]:
    """Every interval of a conversation with who reads for it: the audience of its events.

    Who acts for somebody reads by the link, so that a parent's own screens stay free of the child's conversations.
    """
    sql = (
        'SELECT CASE WHEN l."kind" = \'self\' THEN l."account_id" ELSE l."id" END AS "reader", '
        'p."contact_id", p."from_seq", p."until_seq", p."admin", c."kind" FROM "participant" p '
        'JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id" '
        'JOIN "link" l ON l."contact_id" = p."contact_id" AND l."organisation_id" = p."organisation_id" '
        'WHERE p."organisation_id" = ? AND p."conversation_id" = ? AND l."until_at" IS NULL'
    )
    found = await rows(sql, [organisation, conversation])
    return [_seat(row) for row in found]


def _seat(row: dict[str, Any]) -> Seat:
    veiled = row["kind"] == "broadcast" and not row["admin"]
    return Seat(row["reader"], row["contact_id"], row["from_seq"], row["until_seq"], sees_seats=not veiled)


def sees_seats(seat: Participant) -> bool:
    """Whether somebody sees who else sits there: not who left, nor who receives a broadcast list."""
    return seat.left_at is None and (seat.admin or seat.conversation.kind != "broadcast")

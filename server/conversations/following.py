"""What conversations do by themselves: who comes to a group by a copy joins its conversations, and those that follow a
group have in them who stands there."""

from collections.abc import Collection
from datetime import timedelta

from server.accounts.models import Organisation
from server.conversations.events import ConversationChanged, ParticipantJoined
from server.conversations.models import Conversation, Participant
from server.conversations.seating import leave_answers, leave_to_others, seat_contacts
from server.kernel.clock import clock
from server.kernel.events import Event, follow
from server.kernel.ids import new_id
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import Placement
from server.people.queries import stands_on, today_in

SEAT_GROUP = "conversations.seat_group"


@follow("groupseason.copied")
def seat_those_who_came_along(event: Event, _site: Site) -> Pending:
    """One job for each group in its new season."""
    where = {"organisation": event.organisation, "group": event.row.group_id, "group_season": event.row.id}
    return Pending(SEAT_GROUP, where, unique_key=f"seat_group:{event.row.id}")


@job(SEAT_GROUP)
async def seat_group(work: Work, organisation: int, group: int, group_season: int) -> None:
    """Let those who stand in a group in its new season sit in its open conversations; who once left stays away."""
    async with work.units.write() as unit:
        today = await today_in(organisation)
        placed = Placement.filter(organisation_id=organisation, group_season_id=group_season, contact__removed_at=None)
        contacts = {row.contact_id for row in await placed if row.until_day is None or row.until_day >= today}
        # Locked, so that nobody is seated twice.
        open_ones = Conversation.filter(
            organisation_id=organisation, group_id=group, kind="group", closed_at=None, follows_group=False
        )
        for conversation in await open_ones.select_for_update(no_key=True).order_by("id"):
            await _seat_new_ones(unit, conversation, contacts)


async def _seat_new_ones(unit: UnitOfWork, conversation: Conversation, contacts: set[int]) -> None:
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id}
    known = {seat.contact_id for seat in await Participant.filter(**own, contact_id__in=sorted(contacts))}
    seats = [
        Participant(id=new_id(), contact_id=contact, joined_at=clock.now(), **own)
        for contact in sorted(contacts - known)
    ]
    unit.add(*seats)
    if seats:
        unit.emit(*map(ParticipantJoined, seats), ConversationChanged(conversation))


FOLLOW_GROUP = "conversations.follow_group"


def follow_later(organisation: int, group: int | None) -> Pending:
    """One job for each group, however often it changes before it runs."""
    return Pending(FOLLOW_GROUP, {"organisation": organisation, "group": group}, unique_key=f"follow_group:{group}")


@follow("groupseason.changed", "groupseason.copied")
def follow_when_a_group_changes(event: Event, _site: Site) -> Pending:
    """Somebody was placed in a group, or a placement there changed or went."""
    return follow_later(event.organisation, event.row.group_id)


@job("conversations.look_over_groups", every=timedelta(hours=1))
async def look_over_groups(work: Work) -> None:
    """Every hour, as a placement begins and ends by the day of its own organisation."""
    for house in await Organisation.all().order_by("id"):
        followed = Conversation.filter(organisation_id=house.id, follows_group=True, closed_at=None)
        for group in sorted({row.group_id for row in await followed if row.group_id is not None}):
            await follow_group.run(work, organisation=house.id, group=group)


@job(FOLLOW_GROUP)
async def follow_group(work: Work, organisation: int, group: int) -> None:
    """Let in the conversations that follow a group sit who stands there today; who left by themselves stays away."""
    async with work.units.write() as unit:
        standing = await _standing(organisation, group)
        followed = Conversation.filter(organisation_id=organisation, group_id=group, follows_group=True, closed_at=None)
        for conversation in await followed.select_for_update(no_key=True).order_by("id"):
            await _follow(unit, conversation, standing)


async def _standing(organisation: int, group: int) -> set[int]:
    today = await today_in(organisation)
    placed = Placement.filter(
        organisation_id=organisation,
        contact__organisation_id=organisation,
        contact__removed_at=None,
        group_season__organisation_id=organisation,
        group_season__group_id=group,
        group_season__season__organisation_id=organisation,
        group_season__season__first_day__lte=today,
        group_season__season__last_day__gte=today,
    )
    return {row.contact_id for row in await placed if stands_on(row, today)}


async def _follow(unit: UnitOfWork, conversation: Conversation, standing: Collection[int]) -> None:
    own = {"organisation_id": conversation.organisation_id, "conversation_id": conversation.id}
    last = {seat.contact_id: seat for seat in await Participant.filter(**own).order_by("joined_at", "id")}
    for seat in last.values():
        if seat.left_at is None and not seat.followed and seat.contact_id in standing and not seat.admin:
            unit.change(seat, followed=True)
    away = {contact for contact, seat in last.items() if seat.left_at is None or not seat.followed}
    fresh = sorted(set(standing) - away)
    seat_contacts(unit, conversation, fresh, followed=fresh)
    gone = [
        seat for seat in last.values() if seat.followed and seat.left_at is None and seat.contact_id not in standing
    ]
    await leave_to_others(unit, conversation, gone)
    if conversation.kind == "broadcast":
        for seat in gone:
            if seat.admin:
                await leave_answers(unit, conversation, seat.contact_id)
    elif fresh:
        unit.emit(ConversationChanged(conversation))

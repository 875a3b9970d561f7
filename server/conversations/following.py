"""What conversations do by themselves: who comes to a group by a copy joins its conversations."""

from server.conversations.events import ConversationChanged, ParticipantJoined
from server.conversations.models import Conversation, Participant
from server.kernel.clock import clock
from server.kernel.events import Event, follow
from server.kernel.ids import new_id
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import Placement
from server.people.queries import today_in

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
        open_ones = Conversation.filter(organisation_id=organisation, group_id=group, kind="group", closed_at=None)
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

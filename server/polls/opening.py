"""Fetching a poll and judging what the actor may see, in one step; absent and hidden look the same."""

from server.conversations.models import Participant
from server.kernel.audit import named_by
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.polls.models import Poll
from server.polls.policies import may_see_poll

named_by("poll", Poll, "title")


async def open_poll(ctx: Context, poll: int, *, lock: bool = False) -> tuple[Poll, Participant]:
    """A poll and the actor's latest seat from which its message is seen; locked, nobody else answers or changes it
    before the commit. Raises not_found."""
    wanted = Poll.filter(id=poll, organisation_id__in=ctx.actor.organisations)
    found = await (wanted.select_for_update(no_key=True) if lock else wanted).first()
    seat = await _seat(ctx, found) if found is not None else None
    ctx.allow(may_see_poll(found, seat))
    if found is None or seat is None:
        raise not_found()
    return found, seat


async def _seat(ctx: Context, poll: Poll) -> Participant | None:
    seats = Participant.filter(
        organisation_id=poll.organisation_id,
        conversation_id=poll.conversation_id,
        contact_id__in=ctx.actor.contacts,
        from_seq__lte=poll.seq,
    ).select_related("conversation")
    found = await seats.order_by("-joined_at", "-id")
    return next((seat for seat in found if seat.until_seq is None or seat.until_seq >= poll.seq), None)

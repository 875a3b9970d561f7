"""Polls close by themselves: at the moment that was set, and when their message is deleted."""

from server.kernel.clock import clock
from server.kernel.events import Event, follow
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.polls.events import PollChanged
from server.polls.models import Poll, PollOption
from server.polls.options import options_of, shown

CLOSE = "polls.close_poll"
EMPTY = "polls.empty_poll"


def close_in_time(unit: UnitOfWork, poll: Poll) -> None:
    """Have a poll closed at its moment, if it has one. Answers after it are refused also before the job has run."""
    if poll.closes_at is not None:
        where = {"organisation": poll.organisation_id, "poll": poll.id}
        unit.enqueue(Pending(CLOSE, where, poll.closes_at, f"close_poll:{poll.id}:{poll.closes_at.timestamp()}"))


@job(CLOSE)
async def close_poll(work: Work, organisation: int, poll: int) -> None:
    """Close a poll whose moment has come; one that was given more time stays open."""
    async with work.units.write() as unit:
        wanted = Poll.filter(organisation_id=organisation, id=poll, closed_at=None)
        found = await wanted.select_for_update(no_key=True).first()
        if found is not None and found.closes_at is not None and found.closes_at <= clock.now():
            unit.change(found, closed_at=found.closes_at)
            unit.emit(PollChanged(found))


@follow("message.deleted")
def empty_with_its_message(event: Event, _site: Site) -> Pending | None:
    """What was asked goes with the message that asked it."""
    message = event.row
    if message.card_kind != "poll":
        return None
    where = {"organisation": event.organisation, "poll": message.card_id}
    return Pending(EMPTY, where, unique_key=f"empty_poll:{message.card_id}")


@job(EMPTY)
async def empty_deleted_poll(work: Work, organisation: int, poll: int) -> None:
    """Close a poll whose message was deleted, and take its words away."""
    async with work.units.write() as unit:
        found = await Poll.filter(organisation_id=organisation, id=poll).select_for_update(no_key=True).first()
        if found is not None:
            await empty_poll(unit, found)


async def empty_poll(unit: UnitOfWork, poll: Poll) -> None:
    """Close a poll and take its words away; the counts stay."""
    await PollOption.filter(organisation_id=poll.organisation_id, poll_id=poll.id).update(text="")
    words = {"title": "", "description": None, "options": shown(await options_of(poll))}
    unit.change(poll, **words, closed_at=poll.closed_at or clock.now())
    unit.emit(PollChanged(poll))

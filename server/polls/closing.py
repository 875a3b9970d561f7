"""Polls close by themselves: a job for the moment that was set."""

from server.kernel.clock import clock
from server.kernel.jobs import Pending, Work, job
from server.kernel.unit_of_work import UnitOfWork
from server.polls.events import PollChanged
from server.polls.models import Poll

CLOSE = "polls.close_poll"


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

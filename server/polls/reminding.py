"""Reminding those who have not answered: a mail to each of their addresses to which messages go."""

from server.conversations.models import Conversation, Participant
from server.kernel.clock import clock
from server.kernel.jobs import Pending, Work, job
from server.notifications.outbox import SEND_NOW, Draft, put
from server.notifications.unread import STALE, Absent, absent_from
from server.polls.models import Ballot, Poll
from server.polls.policies import is_closed

REMIND_PEOPLE = "polls.remind_people"


def reminder(poll: Poll) -> Pending:
    """The job that mails those who have not answered; one for each day."""
    day = f"{poll.reminded_at:%Y-%m-%d}"
    where = {"organisation": poll.organisation_id, "poll": poll.id, "day": day}
    return Pending(REMIND_PEOPLE, where, unique_key=f"remind_poll:{poll.id}:{day}")


async def unanswered(poll: Poll) -> list[int]:
    """The contacts who sit in the poll's conversation, see it, and have chosen nothing."""
    own = {"organisation_id": poll.organisation_id}
    sitting = Participant.filter(**own, conversation_id=poll.conversation_id, left_at=None, from_seq__lte=poll.seq)
    answered = {row.contact_id for row in await Ballot.filter(**own, poll_id=poll.id, chosen__gt=0)}
    return sorted({row.contact_id for row in await sitting} - answered)


@job(REMIND_PEOPLE)
async def remind_people(work: Work, organisation: int, poll: int, day: str) -> None:
    """Put a reminder in the outbox for each who still has not answered; a day mails an address once."""
    async with work.units.write() as unit:
        found = await Poll.get_or_none(organisation_id=organisation, id=poll)
        if found is None or is_closed(found, clock.now()):
            return
        waiting = set(await unanswered(found))
        there = await Conversation.filter(organisation_id=organisation, id=found.conversation_id, removed_at=None)
        absent = await absent_from([organisation], [each.id for each in there])
        drafts = [draft for each in absent if each.contact in waiting for draft in _drafts(work, found, each, day)]
        await put(drafts, work.site)
        unit.enqueue(SEND_NOW)


def _drafts(work: Work, poll: Poll, absent: Absent, day: str) -> list[Draft]:
    url = f"{work.site.url}/chat/{poll.conversation_id}/m/{poll.seq}"
    return [
        Draft(
            kind="poll_reminder",
            cause=f"poll_reminder:{poll.id}:{absent.account}:{day}",
            address=address,
            content={"name": absent.name, "language": absent.language, "url": url, "about": poll.title},
            organisation=poll.organisation_id,
            account=absent.account,
            expires_at=min(poll.closes_at or clock.now() + STALE, clock.now() + STALE),
        )
        for address in absent.addresses
    ]

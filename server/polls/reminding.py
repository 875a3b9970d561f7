"""Reminding those who have not answered, as they want to be told: on their devices, and by mail."""

from collections.abc import Sequence

import msgspec

from server.conversations.models import Message, Participant
from server.kernel.clock import clock
from server.kernel.jobs import Pending, Work, job
from server.kernel.site import Site
from server.notifications.outbox import SEND_NOW, Draft, put
from server.notifications.push.outbox import SEND_PUSHES_NOW
from server.notifications.push.outbox import Draft as PushDraft
from server.notifications.push.outbox import put as put_pushes
from server.notifications.push.reminders import Question, asks, reminders_of
from server.notifications.unread import STALE, Absent, absent_from
from server.polls.models import Ballot, Poll
from server.polls.policies import is_closed

REMIND_PEOPLE = "polls.remind_people"


class Reminder(msgspec.Struct, frozen=True):
    """Whom a reminder reaches by mail, and what is pushed, by contact."""

    mailed: list[Absent]
    pushes: dict[int, list[PushDraft]]

    @property
    def people(self) -> int:
        """How many contacts hear of it, themselves or by who reads for them."""
        return len({*self.pushes, *(each.contact for each in self.mailed)})


def reminder(poll: Poll, by: int) -> Pending:
    """The job that tells those who have not answered, but for who asked it; one for each day."""
    day = f"{poll.reminded_at:%Y-%m-%d}"
    where = {"organisation": poll.organisation_id, "poll": poll.id, "day": day, "by": by}
    return Pending(REMIND_PEOPLE, where, unique_key=f"remind_poll:{poll.id}:{day}")


async def waited_for(poll: Poll, by: int) -> list[int]:
    """The contacts who sit in the poll's conversation, see it, and have chosen nothing; not who asked it, nor who
    reminds."""
    return sorted(await _unanswered(poll) - {poll.creator_id, by})


async def _unanswered(poll: Poll) -> set[int]:
    own = {"organisation_id": poll.organisation_id}
    sitting = Participant.filter(**own, conversation_id=poll.conversation_id, left_at=None, from_seq__lte=poll.seq)
    answered = {row.contact_id for row in await Ballot.filter(**own, poll_id=poll.id, chosen__gt=0)}
    return {row.contact_id for row in await sitting} - answered


async def reminder_to(poll: Poll, contacts: Sequence[int]) -> Reminder:
    """What would reach some contacts now, as each of them wants to be told of the conversation."""
    card = await _card(poll)
    if card is None or not contacts:
        return Reminder([], {})
    meant, now = set(contacts), clock.now()
    absent = await absent_from([poll.organisation_id], [poll.conversation_id])
    wanting = [each for each in absent if each.choice.wants_mail(mentioned=False, now=now)]
    return Reminder([each for each in wanting if each.contact in meant], await reminders_of(card, meant))


async def _card(poll: Poll) -> Message | None:
    """The message that asks, as long as it was not deleted."""
    return await Message.get_or_none(organisation_id=poll.organisation_id, id=poll.message_id, deleted_at=None)


@job(REMIND_PEOPLE)
async def remind_people(work: Work, organisation: int, poll: int, day: str, by: int = 0) -> None:
    """Tell each who still has not answered; a day mails an address once."""
    async with work.units.write() as unit:
        found = await Poll.get_or_none(organisation_id=organisation, id=poll)
        if found is None or is_closed(found, clock.now()):
            return
        told = await reminder_to(found, await waited_for(found, by))
        await put([draft for each in told.mailed for draft in _mails(work.site, found, each, day)], work.site)
        await put_pushes([draft for drafts in told.pushes.values() for draft in drafts], clock.now())
        unit.enqueue(SEND_NOW)
        unit.enqueue(SEND_PUSHES_NOW)


def _mails(site: Site, poll: Poll, absent: Absent, day: str) -> list[Draft]:
    url = f"{site.url}/chat/{poll.conversation_id}/m/{poll.seq}"
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


@asks
async def still_asked(organisation: int, conversation: int, seq: int) -> Question | None:
    """What a poll asks as its reminder leaves, and of whom."""
    poll = await Poll.get_or_none(organisation_id=organisation, conversation_id=conversation, seq=seq)
    if poll is None or is_closed(poll, clock.now()) or await _card(poll) is None:
        return None
    return Question(poll.title, frozenset(await _unanswered(poll)))

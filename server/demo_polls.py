"""What the demo's choir is asked: a choice, dates, a list, and the next rehearsal on a card; from `demo/polls.toml`."""

from datetime import timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from server.accounts.models import Organisation
from server.agenda.attendance_models import Attendance, Turnout
from server.agenda.models import Occurrence
from server.agenda.turnouts import STATUSES, AttendanceSet, TurnoutCounted
from server.conversations.events import MessageCreated, ReadMoved
from server.conversations.models import Conversation, Message, ReadPosition
from server.demo_conversations import Sitting, moment
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.unit_of_work import UnitOfWork
from server.polls.counting import counts_of
from server.polls.events import BallotSet, PollCreated
from server.polls.models import Ballot, Poll, PollOption
from server.polls.options import shown


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A poll of the file. An option is a text, an item with places, or a day so many days ahead with its hour; an
    answer is an option from 0, with a value or a number."""

    conversation: str
    ago: str
    asker: str
    kind: Literal["choice", "dates", "list"]
    title: str
    options: list[tuple[str, int]]
    answers: dict[str, list[tuple[int, str, int]]]
    description: str | None = None
    several: bool = False
    anonymous: bool = False
    may_add: bool = False


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The card of the next activity of this title, and who said what."""

    conversation: str
    ago: str
    sharer: str
    title: str
    answers: dict[str, str]


class PollFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    poll: list[Asked]
    card: list[Card]


async def seed_polls(unit: UnitOfWork, choir: Organisation, people: dict[str, Sitting], file: bytes) -> None:
    """Write a file's polls and cards behind what was said in their conversations, in the running unit of work."""
    told = msgspec.toml.decode(file, type=PollFile)
    talks: dict[str, _Talk] = {}
    for title in sorted({*(each.conversation for each in told.poll), *(each.conversation for each in told.card)}):
        found = await Conversation.get(organisation_id=choir.id, title=title)
        talks[title] = _Talk(unit, found, choir.zone)
    for asked in told.poll:
        _ask(unit, choir, people, asked, talks[asked.conversation])
    for card in told.card:
        await _share(unit, choir, people, card, talks[card.conversation])
    for talk in talks.values():
        await talk.read_by_all()


class _Talk:
    """A conversation at the end of which cards are posted."""

    def __init__(self, unit: UnitOfWork, conversation: Conversation, zone: str) -> None:
        self._unit = unit
        self._conversation = conversation
        self._zone = zone

    def card(self, who: Sitting, ago: str, text: str, kind: str, card: int) -> Message:
        """One more message, the card of something."""
        seq = self._conversation.last_seq + 1
        self._unit.change(self._conversation, last_seq=seq)
        number = new_id()
        message = Message(
            id=number,
            organisation_id=self._conversation.organisation_id,
            conversation_id=self._conversation.id,
            seq=seq,
            author_id=who.contact,
            author_account=who.account or 0,
            key=f"demo:{number}",
            text=text,
            card_kind=kind,
            card_id=card,
            sent_at=moment(ago, self._zone),
        )
        self._unit.add(message)
        self._unit.emit(MessageCreated(message))
        return message

    async def read_by_all(self) -> None:
        """These cards are of days ago: everyone has seen them."""
        own = {"organisation_id": self._conversation.organisation_id, "conversation_id": self._conversation.id}
        seq = self._conversation.last_seq
        for position in await ReadPosition.filter(**own):
            self._unit.change(position, seq=seq, mailed_seq=seq)
            self._unit.emit(ReadMoved(position))


def _ask(unit: UnitOfWork, choir: Organisation, people: dict[str, Sitting], asked: Asked, talk: _Talk) -> None:
    number = new_id()
    message = talk.card(people[asked.asker], asked.ago, asked.title, "poll", number)
    poll = Poll(
        id=number,
        organisation_id=choir.id,
        conversation_id=message.conversation_id,
        message_id=message.id,
        seq=message.seq,
        kind=asked.kind,
        title=asked.title,
        description=asked.description,
        zone=choir.zone,
        several=asked.several,
        anonymous=asked.anonymous,
        may_add=asked.may_add,
        creator_id=people[asked.asker].contact,
        voters=len(asked.answers),
        created_at=message.sent_at,
    )
    options = [_option(poll, place, each) for place, each in enumerate(asked.options, start=1)]
    for name, answers in asked.answers.items():
        choices = [{"option": options[place].id, "value": value, "count": count} for place, value, count in answers]
        _count(options, choices)
        unit.add(ballot := _ballot(poll, people[name], choices))
        unit.emit(BallotSet(ballot))
    poll.options = shown(options)
    unit.add(poll, *options)
    unit.emit(PollCreated(poll))


def _option(poll: Poll, place: int, given: tuple[str, int]) -> PollOption:
    text, number = given
    own = {"id": new_id(), "organisation_id": poll.organisation_id, "poll_id": poll.id, "place": place}
    if poll.kind != "dates":
        return PollOption(**own, text=text, places=number or None)
    day = clock.now().astimezone(ZoneInfo(poll.zone)).date() + timedelta(days=number)
    return PollOption(**own, local_start=f"{day.isoformat()}T{text}:00", minutes=120)


def _count(options: list[PollOption], choices: list[dict[str, Any]]) -> None:
    counts = counts_of(choices)
    for option in options:
        for value, more in counts.get(option.id, {}).items():
            setattr(option, value, getattr(option, value) + more)


def _ballot(poll: Poll, who: Sitting, choices: list[dict[str, Any]]) -> Ballot:
    return Ballot(
        id=new_id(),
        organisation_id=poll.organisation_id,
        poll_id=poll.id,
        contact_id=who.contact,
        choices=sorted(choices, key=lambda choice: choice["option"]),
        chosen=len(choices),
        readers=_readers(who),
        answered_at=poll.created_at,
    )


def _readers(who: Sitting) -> list[int]:
    return [who.account] if who.account else []


async def _share(unit: UnitOfWork, choir: Organisation, people: dict[str, Sitting], card: Card, talk: _Talk) -> None:
    ahead = Occurrence.filter(organisation_id=choir.id, title=card.title, starts_at__gt=clock.now(), state="planned")
    occurrence = await ahead.order_by("starts_at").first()
    if occurrence is None:
        return
    message = talk.card(people[card.sharer], card.ago, occurrence.title, "activity", occurrence.id)
    own = {"organisation_id": choir.id, "occurrence_id": occurrence.id}
    for name, status in card.answers.items():
        answer = Attendance(
            id=new_id(),
            **own,
            contact_id=people[name].contact,
            status=status,
            readers=_readers(people[name]),
            answered_at=message.sent_at,
        )
        unit.add(answer)
        unit.emit(AttendanceSet(answer))
    said = list(card.answers.values())
    turnout = Turnout(id=new_id(), **own, **{status: said.count(status) for status in STATUSES})
    unit.add(turnout)
    unit.emit(TurnoutCounted(turnout))

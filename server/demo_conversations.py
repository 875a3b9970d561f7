"""What is being said in the demo's choir, from `demo/conversations.toml`."""

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from server.accounts.models import Organisation
from server.conversations.events import ConversationCreated, MessageCreated, ParticipantJoined, ReadMoved, StarChanged
from server.conversations.mentions import Mentioned
from server.conversations.message_models import Mention, Reaction, Star
from server.conversations.models import Conversation, Message, Participant, ReadPosition
from server.demo_shared import FileTold, PreviewTold, Shelf, links_of
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import TenantRow
from server.kernel.unit_of_work import UnitOfWork
from server.moderation.events import ReportCreated
from server.moderation.models import Report
from server.people.models import Group
from server.people.queries import contacts_of_group

BEGAN = timedelta(days=14)
DAYS_AGO = re.compile(r"(\d+)d (\d\d):(\d\d)")
NAMED = re.compile(r"<@([a-z]+)>")
TIME_AGO = re.compile(r"(\d+):(\d\d)")


class Sitting(msgspec.Struct, frozen=True):
    """A member by their short name: their contact, and their account if they have one."""

    name: str
    contact: int
    account: int | None


class Talk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A conversation of the file; without a title it is one of two.

    With `admins` it is a broadcast list, unless they are `leading` a group in which only they write; with `answers_to`
    an answer to the list of that title, which stands above it. Messages are named by their number, as a text: which
    other they answer, who reacted with what, who reported or starred them, and what they hold or their link shows.
    """

    members: str | list[str]
    messages: list[tuple[str, str, str]]
    unread: int
    unread_of: dict[str, int]
    title: str | None = None
    answers: dict[str, int] = {}
    reactions: dict[str, dict[str, list[str]]] = {}
    reported: dict[str, tuple[str, str, str]] = {}
    pinned: int | None = None
    admins: list[str] = []
    leading: bool = False
    picture: str | None = None
    files: dict[str, str] = {}
    previews: dict[str, PreviewTold] = {}
    starred: dict[str, list[str]] = {}
    answers_to: str | None = None


class TalkFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file."""

    conversation: list[Talk]
    file: list[FileTold]


def read_talks(file: bytes) -> TalkFile:
    """The file's content."""
    return msgspec.toml.decode(file, type=TalkFile)


async def seed_conversations(
    unit: UnitOfWork, choir: Organisation, people: Sequence[Sitting], talks: Sequence[Talk], shelf: Shelf
) -> int:
    """Write a file's conversations among these people, in the running unit of work; how many messages there are."""
    groups = {group.name: group.id for group in await Group.filter(organisation_id=choir.id)}
    lists: dict[str, Conversation] = {}
    for talk in talks:
        group = groups.get(talk.members) if isinstance(talk.members, str) else None
        in_group = await contacts_of_group(choir.id, group) if group is not None else []
        seated = [person for person in people if _sits(person, talk, in_group)]
        writing = _Written(unit, choir, talk, seated)
        written = writing.write(group, lists.get(talk.answers_to or ""), shelf)
        if talk.admins and written.title is not None:
            lists.setdefault(written.title, written)
    return sum(len(talk.messages) for talk in talks)


def _sits(person: Sitting, talk: Talk, in_group: Sequence[int]) -> bool:
    if talk.members == "everyone":
        return True
    return person.name in talk.members if isinstance(talk.members, list) else person.contact in in_group


class _Written:
    """One conversation on its way into the database, as if it had begun two weeks ago."""

    def __init__(self, unit: UnitOfWork, choir: Organisation, talk: Talk, seated: Sequence[Sitting]) -> None:
        self._unit = unit
        self._choir = choir
        self._talk = talk
        self._seated = seated
        self._own = {"organisation_id": choir.id, "conversation_id": new_id()}

    def write(self, group: int | None, answered: Conversation | None, shelf: Shelf) -> Conversation:
        conversation = self._conversation(group)
        if answered is not None:
            self._answer(conversation, answered)
        seats = [self._seat(person) for person in self._seated]
        messages = self._messages()
        self._unit.add(*self._held(conversation, messages, shelf))
        positions = [self._position(person, messages) for person in self._seated if person.account]
        self._unit.add(conversation, *seats, *messages, *positions, *self._dressed(messages))
        self._unit.emit(ConversationCreated(conversation), *map(ParticipantJoined, seats))
        self._unit.emit(*map(MessageCreated, messages), *map(ReadMoved, positions))
        self._report(messages)
        self._star(messages)
        return conversation

    def _held(self, conversation: Conversation, messages: Sequence[Message], shelf: Shelf) -> list[TenantRow]:
        held: list[TenantRow] = [link for message in messages for link in links_of(message)]
        for number, name in self._talk.files.items():
            held += shelf.attached(name, messages[int(number) - 1])
        for number, told in self._talk.previews.items():
            held += shelf.previewed(told, messages[int(number) - 1])
        if self._talk.picture is not None:
            account = next(person.account for person in self._seated if person.account)
            held.append(shelf.picture(self._talk.picture, conversation, account))
        return held

    def _conversation(self, group: int | None) -> Conversation:
        direct = self._talk.title is None
        to_many = bool(self._talk.admins) and self._talk.answers_to is None and not self._talk.leading
        return Conversation(
            id=self._own["conversation_id"],
            organisation_id=self._choir.id,
            kind="direct" if direct else "broadcast" if to_many else "group",
            admins_post=to_many or self._talk.leading,
            title=self._talk.title,
            group_id=group,
            pair="{}:{}".format(*sorted(person.contact for person in self._seated)) if direct else None,
            last_seq=len(self._talk.messages),
            created_at=clock.now() - BEGAN,
        )

    def _answer(self, conversation: Conversation, answered: Conversation) -> None:
        [author] = [person.contact for person in self._seated if person.name not in self._talk.admins]
        conversation.kind, conversation.title, conversation.list_id = "reply", answered.title, answered.id
        conversation.pair = "{}:{}".format(*sorted((answered.id, author)))

    def _seat(self, person: Sitting) -> Participant:
        admin = person.name in self._talk.admins
        joined_at = clock.now() - BEGAN
        return Participant(id=new_id(), contact_id=person.contact, admin=admin, joined_at=joined_at, **self._own)

    def _messages(self) -> list[Message]:
        by_name = {person.name: person for person in self._seated}
        messages: list[Message] = []
        sent_at = clock.now() - BEGAN
        for seq, (ago, name, text) in enumerate(self._talk.messages, start=1):
            # What was said shortly after midnight must not come before the evening that it answers.
            sent_at = max(sent_at + timedelta(minutes=1), moment(ago, self._choir.zone))
            messages.append(self._message(by_name[name], seq, text, sent_at))
        return messages

    def _dressed(self, messages: Sequence[Message]) -> list[Mention | Reaction]:
        """Give messages what they answer, who reacted and whom they mention; the rows beside them."""
        by_name = {person.name: person.contact for person in self._seated}
        beside: list[Mention | Reaction] = []
        for message in messages:
            answered = self._talk.answers.get(str(message.seq))
            message.reply_to_id = messages[answered - 1].id if answered else None
            message.pinned_at = message.sent_at if message.seq == self._talk.pinned else None
            given = self._talk.reactions.get(str(message.seq), {})
            message.reactions = {emoji: [by_name[name] for name in names] for emoji, names in given.items()} or None
            own = {"organisation_id": message.organisation_id, "message_id": message.id}
            for emoji, contacts in (message.reactions or {}).items():
                beside += [
                    Reaction(id=new_id(), contact_id=each, emoji=emoji, reacted_at=message.sent_at, **own)
                    for each in contacts
                ]
            message.text, named = _mentioning(message.text, by_name)
            message.mentions = named.ids
            beside += named.rows(message)
        return beside

    def _message(self, author: Sitting, seq: int, text: str, sent_at: datetime) -> Message:
        made = new_id()
        return Message(
            id=made,
            seq=seq,
            author_id=author.contact,
            author_account=author.account,
            key=f"demo:{made}",
            text=text,
            sent_at=sent_at,
            **self._own,
        )

    def _report(self, messages: Sequence[Message]) -> None:
        """What waits for a decision of the administrators; they were told long ago."""
        by_name = {person.name: person for person in self._seated}
        for number, (name, reason, note) in self._talk.reported.items():
            message, person = messages[int(number) - 1], by_name[name]
            row = Report(
                id=new_id(),
                message_id=message.id,
                reporter_id=person.contact,
                account_id=person.account,
                reason=reason,
                note=note,
                reported_at=message.sent_at + timedelta(minutes=20),
                **self._own,
            )
            self._unit.add(row)
            self._unit.emit(ReportCreated(row))

    def _star(self, messages: Sequence[Message]) -> None:
        by_name = {person.name: person.account for person in self._seated}
        for number, names in self._talk.starred.items():
            message = messages[int(number) - 1]
            for name in names:
                star = Star(
                    id=new_id(),
                    message_id=message.id,
                    account_id=by_name[name],
                    starred_at=message.sent_at + timedelta(minutes=30),
                    **self._own,
                )
                self._unit.add(star)
                self._unit.emit(StarChanged(star))

    def _position(self, person: Sitting, messages: Sequence[Message]) -> ReadPosition:
        """Up to where somebody has read: their own last message at least. Nobody is mailed about what is old."""
        wrote = max((message.seq for message in messages if message.author_id == person.contact), default=0)
        read = len(messages) - self._talk.unread_of.get(person.name, self._talk.unread)
        seq = max(wrote, read)
        return ReadPosition(id=new_id(), account_id=person.account, seq=seq, mailed_seq=len(messages), **self._own)


def _mentioning(text: str, by_name: dict[str, int]) -> tuple[str, Mentioned]:
    """A text with the numbers of those whom it mentions by their short names: `<@bart>`."""
    found = [by_name[name] for name in NAMED.findall(text)]
    return NAMED.sub(lambda name: f"<@{by_name[name[1]]}>", text), Mentioned(frozenset(found))


def moment(ago: str, zone: str) -> datetime:
    """`5d 19:42`: five days ago at 19:42 local time; `0:35`: thirty-five minutes ago."""
    now = clock.now()
    if found := TIME_AGO.fullmatch(ago):
        return now - timedelta(hours=int(found[1]), minutes=int(found[2]))
    found = DAYS_AGO.fullmatch(ago)
    if found is None:
        raise ValueError(f"{ago!r} is no time ago")
    days, hour, minute = map(int, found.groups())
    day = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=days)
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone))

"""Messages as a file tells them: everybody by name, and what they are a card of in words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from server.agenda.models import Occurrence
from server.conversations.mentions import names_in, spelled_out
from server.conversations.message_models import MessageVersion
from server.conversations.models import Message
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.people.models import Contact
from server.polls.models import Poll
from server.polls.views import PollView

REMOVED = Reason("mention_removed")


class ToldFile(msgspec.Struct):
    """A file of a message; `path` is where it lies in the archive, None where its content is gone."""

    file: int
    name: str
    media_type: str
    bytes: int
    path: str | None = None


class ToldOption(msgspec.Struct, frozen=True):
    """One answer of a poll, with how many chose it; of a list `yes` counts what is taken."""

    text: str
    yes: int
    maybe: int
    no: int


class ToldPoll(msgspec.Struct, frozen=True):
    """A poll's results; who chose what is not told."""

    kind: str
    title: str
    voters: int
    options: list[ToldOption]


class ToldActivity(msgspec.Struct, frozen=True):
    """An activity that a message shows; its start is what a clock shows there."""

    title: str
    local_start: str
    place: str | None


class ToldVersion(msgspec.Struct, frozen=True):
    """What a message said before, and since when."""

    text: str
    written_at: datetime


class ToldAnswer(msgspec.Struct, frozen=True):
    """The message that another answers."""

    seq: int
    author: str
    text: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A message; of a deleted one all that it held is gone."""

    seq: int
    author: str
    by: str | None
    sent_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    text: str
    forwarded: bool
    answers: ToldAnswer | None
    before: list[ToldVersion]
    files: list[ToldFile]
    reactions: dict[str, list[str]]
    poll: ToldPoll | None
    activity: ToldActivity | None


class Beside(msgspec.Struct, frozen=True):
    """What some messages need from other tables."""

    language: Language
    people: Mapping[int, str]
    named: Mapping[str, str]
    before: Mapping[int, Sequence[MessageVersion]]
    answered: Mapping[int, Message]
    polls: Mapping[int, ToldPoll]
    activities: Mapping[int, ToldActivity]

    def name(self, contact: int) -> str:
        """What somebody is called; of who was erased nothing is known."""
        return self.people.get(contact) or say(REMOVED, self.language)

    def spelled(self, text: str) -> str:
        """A text with names in place of tokens."""
        return spelled_out(text, self.named, self.language)


async def tell_messages(organisation: int, messages: Sequence[Message], language: Language) -> list[Told]:
    """Some messages of one conversation; a handful of queries whatever their number."""
    beside = await _beside(organisation, messages, language)
    return [_told(message, beside) for message in messages]


async def _beside(organisation: int, messages: Sequence[Message], language: Language) -> Beside:
    own = {"organisation_id": organisation}
    before: dict[int, list[MessageVersion]] = defaultdict(list)
    edited = [message.id for message in messages if message.edited_at is not None]
    for version in await MessageVersion.filter(**own, message_id__in=edited).order_by("written_at") if edited else []:
        before[version.message_id].append(version)
    asked = sorted({message.reply_to_id for message in messages if message.reply_to_id is not None})
    answered = {row.id: row for row in await Message.filter(**own, id__in=asked)} if asked else {}
    every = [*messages, *answered.values()]
    texts = [row.text for row in every] + [version.text for each in before.values() for version in each]
    return Beside(
        language=language,
        people=await names_of(organisation, _people_in(every)),
        named=await names_in([organisation], texts),
        before=before,
        answered=answered,
        polls=await _polls(organisation, _cards(messages, "poll")),
        activities=await _activities(organisation, _cards(messages, "activity")),
    )


def _people_in(messages: Iterable[Message]) -> set[int]:
    found: set[int] = set()
    for message in messages:
        found |= {message.author_id, message.by_id or message.author_id}
        found |= {contact for people in (message.reactions or {}).values() for contact in people}
    return found


async def names_of(organisation: int, contacts: Iterable[int]) -> dict[int, str]:
    """What contacts are called, also those who left; not those who were erased."""
    found = await Contact.filter(organisation_id=organisation, id__in=sorted(contacts), erased_at=None)
    return {contact.id: contact.name for contact in found}


def _cards(messages: Sequence[Message], kind: str) -> list[int]:
    shown = (message.card_id for message in messages if message.card_kind == kind and message.deleted_at is None)
    return sorted({card for card in shown if card is not None})


async def _polls(organisation: int, ids: Sequence[int]) -> dict[int, ToldPoll]:
    found = await Poll.filter(organisation_id=organisation, id__in=ids) if ids else []
    return {row.id: _poll(PollView.of(row)) for row in found}


def _poll(view: PollView) -> ToldPoll:
    options = [
        ToldOption(option.text or (option.local_start or "").replace("T", " "), option.yes, option.maybe, option.no)
        for option in view.options
    ]
    return ToldPoll(view.kind, view.title, view.voters, options)


async def _activities(organisation: int, ids: Sequence[int]) -> dict[int, ToldActivity]:
    found = await Occurrence.filter(organisation_id=organisation, id__in=ids) if ids else []
    return {row.id: ToldActivity(row.title, row.local_start.replace("T", " "), row.place) for row in found}


def _told(message: Message, beside: Beside) -> Told:
    there = message.deleted_at is None
    answered = beside.answered.get(message.reply_to_id or 0) if there else None
    reactions = message.reactions or {}
    return Told(
        seq=message.seq,
        author=beside.name(message.author_id),
        by=beside.name(message.by_id) if message.by_id is not None else None,
        sent_at=message.sent_at,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
        text=beside.spelled(message.text),
        forwarded=message.forwarded,
        answers=_answer(answered, beside) if answered is not None else None,
        before=[ToldVersion(beside.spelled(each.text), each.written_at) for each in beside.before.get(message.id, ())],
        files=[_file(each) for each in message.attachments or ()],
        reactions={emoji: [beside.name(contact) for contact in people] for emoji, people in reactions.items()},
        poll=beside.polls.get(message.card_id or 0) if message.card_kind == "poll" else None,
        activity=beside.activities.get(message.card_id or 0) if message.card_kind == "activity" else None,
    )


def _answer(message: Message, beside: Beside) -> ToldAnswer:
    return ToldAnswer(message.seq, beside.name(message.author_id), beside.spelled(message.text))


def _file(shown: Mapping[str, object]) -> ToldFile:
    kept = {name: shown[name] for name in ("file", "name", "media_type", "bytes")}
    return msgspec.convert(kept, ToldFile)

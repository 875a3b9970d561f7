"""Reminding people on their devices of a question on a card, whether they read it or not."""

from collections.abc import Awaitable, Callable, Collection, Sequence

import msgspec

from server.conversations.models import Message
from server.kernel.clock import clock
from server.notifications.push.deciding import Telling, drafts_of
from server.notifications.push.outbox import Draft, Due
from server.notifications.push.readers import Reader, all_readers_of
from server.notifications.wanting import EVERYTHING, choices_of

REMINDER = "reminder"


class Question(msgspec.Struct, frozen=True):
    """What is asked at this moment, and the contacts who have not answered."""

    text: str
    waiting: frozenset[int]


Looking = Callable[[int, int, int], Awaitable[Question | None]]
"""From an organisation, a conversation and the number of the card's message; None once it is not asked any more."""
_looking: list[Looking] = []


def asks(looking: Looking) -> Looking:
    """What a feature asks on cards: looked up when a reminder leaves, for it may be answered by then."""
    _looking.append(looking)
    return looking


async def reminders_of(card: Message, contacts: Collection[int]) -> dict[int, list[Draft]]:
    """What would be pushed to those who read for some contacts, by contact: as they want to be told of such a card."""
    place = (card.organisation_id, card.conversation_id)
    now = clock.now()
    seated = await all_readers_of([place[0]], [place[1]])
    readers = [reader for reader in seated if reader.contact in contacts]
    choices = await choices_of([place[0]], [place[1]], [reader.reader for reader in readers])
    wanting = [
        reader
        for reader in readers
        if choices.get((reader.conversation, reader.reader), EVERYTHING).wants(mentioned=False, now=now)
    ]
    drafts = await drafts_of([Telling(reader, [card], frozenset()) for reader in wanting], now)
    found: dict[int, list[Draft]] = {}
    contact_of = {reader.reader: reader.contact for reader in wanting}
    for draft in drafts:
        found.setdefault(contact_of[draft.reader], []).append(msgspec.structs.replace(draft, kind=REMINDER))
    return found


async def asked_of(dues: Sequence[Due]) -> dict[tuple[int, int], Question]:
    """What the reminders of a batch are about, by conversation and number; not what is asked no more."""
    places = {(due.organisation, due.conversation, due.last) for due in dues if due.kind == REMINDER}
    found = {}
    for place in sorted(places):
        for looking in _looking:
            if (question := await looking(*place)) is not None:
                found[place[1:]] = question
    return found


def is_awaited(question: Question | None, reader: Reader) -> bool:
    """Whether the answer of whom somebody reads for is still awaited."""
    return question is not None and reader.contact in question.waiting

"""Who is told of which messages on which devices: decided once for each conversation, however many messages came."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import one_by_one, rows
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import insert_rows, marks
from server.kernel.events import Event, follow
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.notifications.push.models import QuietHours
from server.notifications.push.outbox import LASTS, SEND_PUSHES_NOW, Draft, put
from server.notifications.push.quiet import is_quiet
from server.notifications.push.readers import Reader, readers_of
from server.notifications.unread import tail_of
from server.notifications.wanting import EVERYTHING, choices_of, is_meant, mentioned_in

PUSH_UNREAD = "notifications.push_unread"

AFTER = timedelta(seconds=3)
"""How long a message stays unread before devices are told: who has it on screen has read it by then, and what comes in
one breath is told in one notification."""
LOOKING = timedelta(seconds=10)
"""Who read so shortly ago is looking, and is not told before this has passed."""


class Telling(msgspec.Struct, frozen=True):
    """A reader, what is new to them, and which of it mentions them."""

    reader: Reader
    news: list[Message]
    mentions: frozenset[int]

    @property
    def kinds(self) -> set[str]:
        """What a device must want to be told of it."""
        return {kind_of(message, mentioned=message.seq in self.mentions) for message in self.news}


def kind_of(message: Message, *, mentioned: bool) -> str:
    """Which of the kinds of notifications a message is."""
    if mentioned:
        return "mentions"
    return {"poll": "polls", "activity": "activities"}.get(message.card_kind or "", "messages")


@follow("message.created")
def push_what_stays_unread(event: Event, _site: Site) -> Pending:
    """One job for each conversation, however many messages come in before it runs."""
    message = event.row
    where = {"organisation": message.organisation_id, "conversation": message.conversation_id}
    return _job(where, message.sent_at + AFTER)


def _job(where: dict[str, Any], run_at: datetime) -> Pending:
    return Pending(PUSH_UNREAD, where, run_at, f"push_unread:{where['conversation']}")


async def push_unread(unit: UnitOfWork, organisation: int, conversation: int) -> None:
    """Queue pushes for all who have unread messages that they were not told of; look again for who is looking now.

    In the transaction that is running.
    """
    # Two workers must not both tell of the same messages.
    await one_by_one(conversation)
    now = clock.now()
    tellings = await _tellings(organisation, conversation, now)
    looking = [t.reader.read_at for t in tellings if _is_looking(t.reader, now) and t.reader.read_at is not None]
    ready = [telling for telling in tellings if not _is_looking(telling.reader, now)]
    await put(await drafts_of(ready, now), now)
    await _raise_told(ready)
    if ready:
        unit.enqueue(SEND_PUSHES_NOW)
    if looking:
        where = {"organisation": organisation, "conversation": conversation}
        unit.enqueue(_job(where, min(looking) + LOOKING))


def _is_looking(reader: Reader, now: datetime) -> bool:
    return reader.read_at is not None and now < reader.read_at + LOOKING


async def _tellings(organisation: int, conversation: int, now: datetime) -> list[Telling]:
    readers = await readers_of([organisation], [conversation])
    if not readers:
        return []
    floor = min(reader.floor for reader in readers)
    tail = await tail_of(organisation, conversation, floor)
    choices = await choices_of([organisation], [conversation], [reader.reader for reader in readers])
    named = await mentioned_in([organisation], [conversation], floor)
    found = []
    for reader in readers:
        choice = choices.get((conversation, reader.reader), EVERYTHING)
        news = reader.news(tail, reader.floor, now - LASTS)
        meant = {m.seq: named.get((conversation, m.seq), frozenset()) for m in news}
        mine = frozenset(seq for seq, people in meant.items() if is_meant(reader.contact, people))
        if wanted := [m for m in news if choice.wants(mentioned=m.seq in mine, now=now)]:
            found.append(Telling(reader, wanted, mine))
    return found


async def drafts_of(tellings: Sequence[Telling], now: datetime) -> list[Draft]:
    """A push to each device that wants it, of those who want no quiet now."""
    if not tellings:
        return []
    accounts = sorted({telling.reader.account for telling in tellings})
    hours = {each.account_id: each for each in await QuietHours.filter(account_id__in=accounts)}
    devices = await _devices(accounts, now)
    awake = [telling for telling in tellings if _wakes(telling, hours, now)]
    return [
        _draft(telling, device["id"])
        for telling in awake
        for device in devices
        if device["account_id"] == telling.reader.account and _wants(device["kinds"].split(), telling)
    ]


def _wakes(telling: Telling, hours: Mapping[int, QuietHours], now: datetime) -> bool:
    own = hours.get(telling.reader.account)
    return not is_quiet(own, now) or bool(own and own.mentions_pass and telling.mentions)


def _wants(kinds: Sequence[str], telling: Telling) -> bool:
    if telling.reader.acting and "acting" not in kinds:
        return False
    return not telling.kinds.isdisjoint(kinds)


async def _devices(accounts: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    sql = (
        'SELECT d."id", d."account_id", d."kinds" FROM "push_device" d JOIN "session" s ON s."id" = d."session_id" '
        f'AND s."ended_at" IS NULL AND s."expires_at" > ? WHERE d."account_id" IN ({marks(accounts)}) ORDER BY d."id"'
    )
    return await rows(sql, [microseconds(now), *accounts])


def _draft(telling: Telling, device: int) -> Draft:
    reader, last = telling.reader, telling.news[-1]
    kind = "mentions" if telling.mentions else kind_of(last, mentioned=False)
    return Draft(reader.organisation, device, reader.account, reader.reader, reader.conversation, kind, last.seq)


async def _raise_told(tellings: Sequence[Telling]) -> None:
    columns = ("id", "organisation_id", "conversation_id", "reader_id", "seq")
    records = [
        (new_id(), t.reader.organisation, t.reader.conversation, t.reader.reader, t.news[-1].seq) for t in tellings
    ]
    tail = 'ON CONFLICT ("conversation_id", "reader_id") DO UPDATE SET "seq" = excluded."seq"'
    await insert_rows("told", columns, records, tail)

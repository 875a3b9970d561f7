"""Keeping the index behind the messages: what changed in an organisation's log goes in, outside every send.

An organisation's messages are read by `rev`, from the place that the index itself keeps: whenever the process dies,
it goes on from there. A change raises the `rev` of its message, so an edit, a deletion and a new author come by again.
"""

import asyncio
import re
from contextlib import suppress
from typing import Any

import structlog

from server.conversations.models import Message
from server.kernel.database import rows, spawn
from server.kernel.database.fields import microseconds
from server.kernel.events import Told
from server.kernel.finding import Entry, MessageIndex, Place
from server.kernel.stream import Stream
from server.search.words import forms_of, words_of

log = structlog.get_logger()

AT_ONCE = 500
DEBOUNCE = 0.2
"""Seconds that it waits for more before it writes."""
LOOK_EVERY = 30.0
"""Seconds after which it looks by itself: at what another process wrote, or what failed before."""
FAULT_WAIT = 5.0
EVENTS = ("message.created", "message.edited", "message.deleted", "message.reassigned")
LINK = re.compile(r"\bhttps?://\S", re.IGNORECASE)
KINDS = ("text", "picture", "file", "voice", "link", "poll", "activity")


async def catch_up(index: MessageIndex) -> int:
    """Index all that changed since; how many messages there were."""
    streams = await rows('SELECT "organisation_id", "epoch", "pos" FROM "organisation_stream"')
    return sum([await _follow(index, row["organisation_id"], row["epoch"], row["pos"]) for row in streams])


async def _follow(index: MessageIndex, organisation: int, epoch: int, head: int) -> int:
    place, seen = await index.place(organisation), 0
    if place.epoch != epoch:
        # Restored from a backup: what came after it is no longer true, and all is written over.
        place = Place(epoch, 0)
    while place.rev < head:
        newer = Message.filter(organisation_id=organisation, rev__gt=place.rev)
        found = await newer.order_by("rev").limit(AT_ONCE)
        place = Place(epoch, found[-1].rev if len(found) == AT_ONCE else max(head, place.rev))
        entries = [entry_of(message) for message in found if message.deleted_at is None]
        await index.write(organisation, place, [message.id for message in found], entries)
        seen += len(found)
    return seen


def searched_text(message: Message) -> str:
    """All of a message in which is searched: its text, and the names of its files."""
    names = [str(each.get("name") or "") for each in message.attachments or ()]
    return "\n".join(filter(None, [message.text, *names]))


def kinds_of(message: Message) -> set[str]:
    """What a message is found as."""
    found = {str(each["kind"]) for each in message.attachments or ()} | {message.card_kind}
    kinds = {kind for kind in found if kind in KINDS}
    if LINK.search(message.text):
        kinds.add("link")
    return kinds or {"text"}


def entry_of(message: Message) -> Entry:
    """A message as the index keeps it."""
    words = tuple(word.token for word in words_of(searched_text(message)))
    forms = {form for word in set(words) for form in forms_of(word)}
    marks = (f"c{message.conversation_id}", f"a{message.author_id}", *(f"k{kind}" for kind in kinds_of(message)))
    at = microseconds(message.sent_at)
    return Entry(message.id, message.conversation_id, message.seq, at, words, tuple(sorted(forms)), marks)


class Indexer:
    """Follows the log while the process runs."""

    def __init__(self, index: MessageIndex, stream: Stream) -> None:
        self._index = index
        self._wake = asyncio.Event()
        self._task: asyncio.Task[Any] | None = None
        for name in EVENTS:
            stream.on(name, self._hear)

    def _hear(self, _told: Told) -> None:
        self._wake.set()

    def start(self) -> None:
        """Begin with what was missed."""
        self._task = spawn(self._run(), "indexer")

    async def stop(self) -> None:
        """Index no more; the rest is done at the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _run(self) -> None:
        while True:
            self._wake.clear()
            try:
                await catch_up(self._index)
            except Exception:
                log.exception("indexer_fault")
                await asyncio.sleep(FAULT_WAIT)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._wake.wait()
            await asyncio.sleep(DEBOUNCE)

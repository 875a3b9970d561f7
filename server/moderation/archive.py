"""The file of a conversation: its messages to be read and as JSON, some at a time, and what is attached to them."""

import tempfile
import zipfile
from asyncio import to_thread
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from typing import IO, Any
from zoneinfo import ZoneInfo

import msgspec

from server.conversations.models import Conversation, Message, Participant
from server.files.archives import PART
from server.files.blobs import sized_name, sizes_of
from server.files.kinds import clean_name
from server.files.models import File
from server.kernel.clock import clock
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.ports import BlobMissing, BlobStore
from server.kernel.wire import encode
from server.moderation.page import Page
from server.moderation.telling import Told, names_of, tell_messages
from server.notifications.mail_words import told as told_moment

AT_ONCE = 200
"""Messages that are in memory at a time."""
IN_MEMORY = 8_000_000

Tell = Callable[[int], Awaitable[None]]


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Which conversation, of which organisation, and for whom: in their language, at the clock of the organisation."""

    conversation: Conversation
    house: str
    zone: str
    language: Language

    def say(self, key: str, **params: object) -> str:
        """A word of the file."""
        return say(Reason(key, **params), self.language)


class Sheets:
    """The page and the records while they are written, and the archive that takes both."""

    def __init__(self, order: Order, archive: zipfile.ZipFile, page: IO[bytes], records: IO[bytes]) -> None:
        self.order = order
        self.archive = archive
        self._page = page
        self._records = records
        self._words = Page(order.language, order.zone)
        self._first = True

    def begin(self, people: list[dict[str, Any]]) -> None:
        """What stands before the messages."""
        conversation, now = self.order.conversation, clock.now()
        title = conversation.title or ""
        moment = told_moment(now, self.order.language, self.order.zone)
        intro = self.order.say(
            "export_intro", organisation=self.order.house, moment=moment, count=conversation.last_seq
        )
        names = self.order.say("export_people", names=", ".join(each["name"] for each in people))
        self._page.write(self._words.head(title, intro, names).encode())
        about = {"title": title, "organisation": self.order.house, "exported_at": now, "people": people}
        self._records.write(b'{"conversation":' + encode(about) + b',\n"messages":[')

    def add(self, told: Told) -> None:
        """One message."""
        self._page.write(self._words.message(told).encode())
        self._records.write((b"\n" if self._first else b",\n") + encode(told))
        self._first = False

    def end(self) -> None:
        """Put both in the archive."""
        self._page.write(self._words.foot().encode())
        self._records.write(b"]}\n")
        name = self.order.say("export_page")
        for content, ending in ((self._page, "html"), (self._records, "json")):
            content.seek(0)
            with self.archive.open(f"{name}.{ending}", "w", force_zip64=True) as place:
                while part := content.read(PART):
                    place.write(part)


async def archive_of(order: Order, blobs: BlobStore, tell: Tell) -> IO[bytes]:
    """The whole archive from its beginning; to be closed by who reads it. `tell` hears up to which message it is."""
    kept = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - `parts_of` closes it
    with ExitStack() as stack:
        stack.push(lambda *failed: kept.close() if failed[0] else None)
        archive = stack.enter_context(zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED))
        page, records = (stack.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY)) for _ in range(2))
        sheets = Sheets(order, archive, page, records)
        sheets.begin(await _people(order))
        async for some in _messages(order):
            for told in some:
                await _take_files(sheets, told, blobs)
                sheets.add(told)
            await tell(some[-1].seq)
        await to_thread(sheets.end)
    kept.seek(0)
    return kept


async def _people(order: Order) -> list[dict[str, Any]]:
    """Who sits there, and who sat there, in the order in which they came."""
    own = {"organisation_id": order.conversation.organisation_id}
    seats = await Participant.filter(**own, conversation_id=order.conversation.id).order_by("joined_at", "id")
    names = await names_of(order.conversation.organisation_id, {seat.contact_id for seat in seats})
    gone = say(Reason("mention_removed"), order.language)
    return [
        {
            "name": names.get(seat.contact_id, gone),
            "admin": seat.admin,
            "joined_at": seat.joined_at,
            "left_at": seat.left_at,
        }
        for seat in seats
    ]


async def _messages(order: Order) -> AsyncIterator[list[Told]]:
    """The messages in their order, some at a time; what comes while it is made is left out."""
    organisation, after = order.conversation.organisation_id, 0
    own = {"organisation_id": organisation, "conversation_id": order.conversation.id}
    while True:
        wanted = Message.filter(**own, seq__gt=after, seq__lte=order.conversation.last_seq)
        found = await wanted.order_by("seq").limit(AT_ONCE)
        if not found:
            return
        after = found[-1].seq
        yield await tell_messages(organisation, found, order.language)


async def _take_files(sheets: Sheets, told: Told, blobs: BlobStore) -> None:
    """Put the files of a message in the archive, each under the number of its message."""
    if not told.files:
        return
    own = {"organisation_id": sheets.order.conversation.organisation_id, "removed_at": None}
    rows = {row.id: row for row in await File.filter(**own, id__in=[each.file for each in told.files])}
    for number, each in enumerate(told.files, start=1):
        row = rows.get(each.file)
        path = f"{sheets.order.say('export_files')}/{told.seq:05}-{number}-{clean_name(each.name)}"
        if row is not None and row.arrived_at is not None and await _copy(sheets, path, row, blobs):
            each.path = path


async def _copy(sheets: Sheets, path: str, file: File, blobs: BlobStore) -> bool:
    """A content as it is kept, of a picture its largest size; False where it is gone."""
    blob = sized_name(file.blob, sizes_of(file)[0]) if file.is_picture else file.blob
    try:
        await blobs.size(blob)
    except BlobMissing:
        return False
    # Pictures and recordings are as small as they get.
    made_at = clock.now().astimezone(ZoneInfo(sheets.order.zone))
    place = zipfile.ZipInfo(path, date_time=made_at.timetuple()[:6])
    with sheets.archive.open(place, "w", force_zip64=True) as written:
        async for part in blobs.read(blob):
            await to_thread(written.write, part)
    return True

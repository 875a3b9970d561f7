"""A file's content comes in: all of it is kept, or nothing, whenever it breaks off."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import structlog

from server.files.blobs import discard, read_all, sized_name
from server.files.kinds import HEAD, PICTURES, VOICES, kind_of
from server.files.models import File
from server.files.policies import may_use_own
from server.files.purposes import Purpose, purposes
from server.files.room import check_room, over_quota, take_room, too_large
from server.files.shrinking import Darkroom, refused
from server.files.views import FileView
from server.files.voices import seconds_of
from server.kernel.access import Actor
from server.kernel.clock import clock
from server.kernel.database import execute, spawn, transaction
from server.kernel.database.fields import microseconds
from server.kernel.errors import Reason, Refusal
from server.kernel.ports import BlobTooLarge, Kept, Scanner
from server.kernel.units import Units
from server.kernel.wire import invalid

log = structlog.get_logger()

PICTURE_TYPE = "image/jpeg"


class Arrived(msgspec.Struct, frozen=True):
    """What came, and what is kept of it; `stored` is all that counts against the quota."""

    media_type: str
    bytes: int
    digest: str
    stored: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


class Receiver:
    """Takes contents in."""

    def __init__(self, units: Units, scanner: Scanner | None = None) -> None:
        self._units = units
        self._blobs = units.blobs
        self._site = units.site
        self._darkroom = Darkroom()
        self._scanner = scanner

    async def receive(self, actor: Actor, number: int, parts: AsyncIterator[bytes]) -> FileView:
        """Keep the content of a file that `actor` announced.

        Raises `Refusal`: not_found, conflict (it has its content), too_large, invalid (empty, or not of the kind that
        its purpose takes). After any of these, or when it breaks off, the file is gone.
        """
        file = await File.get_or_none(organisation_id__in=actor.organisations, id=number)
        verdict = may_use_own(actor, file)
        if file is None or not verdict.allowed:
            raise verdict.refusal()
        await _begin(file)
        try:
            return await self._keep(file, parts)
        except BaseException:
            await spawn(self._forget(file))
            raise

    async def _keep(self, file: File, parts: AsyncIterator[bytes]) -> FileView:
        purpose = purposes[file.purpose]
        arrived = await self._take(file, purpose, parts)
        async with self._units.write() as unit:
            await take_room(self._site, file.organisation_id, arrived.stored)
            unit.change(file, **msgspec.structs.asdict(arrived), arrived_at=clock.now())
        return FileView.of(file)

    async def _take(self, file: File, purpose: Purpose, parts: AsyncIterator[bytes]) -> Arrived:
        limit = await check_room(self._site, file.organisation_id, purpose, 0)
        start = _Beginning(parts)
        try:
            kept = await self._blobs.put(file.blob, start.passed_on(), limit)
        except BlobTooLarge:
            whole = min(self._site.file_limit, purpose.limit or self._site.file_limit)
            raise (too_large(whole) if limit == whole else over_quota(self._site)) from None
        if not kept.bytes:
            raise invalid(file=Reason("file_empty"))
        await self._scan(file)
        kind = kind_of(bytes(start.head), file.name)
        if purpose.keeps_as_picture(kind):
            return await self._shrink(file, kind, purpose.sizes)
        if purpose.kinds is not None and kind not in purpose.kinds:
            raise invalid(file=Reason("voice_kind" if purpose.voice else "file_kind"))
        if purpose.voice:
            return await self._listen(file, kind, kept)
        return Arrived(kind, kept.bytes, kept.digest, kept.bytes)

    async def _scan(self, file: File) -> None:
        if self._scanner is None:
            return
        if found := await self._scanner.find(self._blobs.read(file.blob)):
            log.warning("file.infected", found=found, organisation=file.organisation_id, account=file.uploaded_by)
            raise invalid(file=Reason("file_infected"))

    async def _listen(self, file: File, kind: str, kept: Kept) -> Arrived:
        """A voice message, and how long it is."""
        content = await read_all(self._blobs, file.blob)
        seconds = await asyncio.to_thread(seconds_of, content)
        if seconds is None:
            raise invalid(file=Reason("voice_kind"))
        return Arrived(VOICES[kind], kept.bytes, kept.digest, kept.bytes, seconds=round(seconds, 1))

    async def _shrink(self, file: File, kind: str, wanted: tuple[int, ...]) -> Arrived:
        """The sizes of a picture in the place of what was sent, of which nothing stays."""
        if kind not in PICTURES:
            raise refused("picture_heic" if kind == "image/heic" else "picture_kind")
        picture = await self._darkroom.shrink(await read_all(self._blobs, file.blob), wanted)
        for size, content in zip(wanted, picture.sizes, strict=True):
            await self._blobs.put(sized_name(file.blob, size), _whole(content), len(content))
        await self._blobs.delete(file.blob)
        main = picture.sizes[0]
        stored = sum(map(len, picture.sizes))
        digest = hashlib.sha256(main).hexdigest()
        return Arrived(PICTURE_TYPE, len(main), digest, stored, picture.width, picture.height)

    async def _forget(self, file: File) -> None:
        """Nothing of it stays; should this fail, it is swept after a day."""
        await discard(self._blobs, file.blob)
        async with transaction():
            await File.filter(organisation_id=file.organisation_id, id=file.id, arrived_at=None).delete()


class _Beginning:
    """Looks at the first bytes of a content while they pass."""

    def __init__(self, parts: AsyncIterator[bytes]) -> None:
        self._parts = parts
        self.head = bytearray()

    async def passed_on(self) -> AsyncIterator[bytes]:
        async for part in self._parts:
            if len(self.head) < HEAD:
                self.head += part[: HEAD - len(self.head)]
            yield part


async def _begin(file: File) -> None:
    """Only one content comes for a file. Raises `Refusal("conflict")` for a second."""
    async with transaction():
        sql = 'UPDATE "file" SET "receiving_at" = ? WHERE "organisation_id" = ? AND "id" = ? AND "receiving_at" IS NULL'
        values: list[Any] = [microseconds(clock.now()), file.organisation_id, file.id]
        if not await execute(sql, values):
            raise Refusal("conflict", "file_receiving")


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content

"""Files that the server makes itself: exports, archives of what is known of somebody, and small pictures."""

import secrets
from collections.abc import AsyncIterator

import msgspec

from server.files.blobs import discard, sized_name
from server.files.kinds import clean_name
from server.files.models import File
from server.files.room import over_quota, take_room
from server.files.views import FileView
from server.kernel.clock import clock
from server.kernel.database import spawn
from server.kernel.ids import new_id
from server.kernel.ports import BlobTooLarge
from server.kernel.units import Units


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """What is made, for which purpose, and for whose account; `contact` is whom it is about."""

    organisation: int
    purpose: str
    name: str
    media_type: str
    account: int
    contact: int | None = None


async def make_file(units: Units, making: Making, parts: AsyncIterator[bytes]) -> FileView:
    """Keep a content that we made, outside every transaction; `account` fetches it within a day, then it is swept.

    Raises `Refusal("too_large")` when the organisation's files are too many.
    """
    blob, now = secrets.token_hex(16), clock.now()
    try:
        kept = await units.blobs.put(blob, parts, units.site.file_quota)
        file = File(
            id=new_id(),
            organisation_id=making.organisation,
            purpose=making.purpose,
            name=clean_name(making.name),
            media_type=making.media_type,
            blob=blob,
            bytes=kept.bytes,
            stored=kept.bytes,
            digest=kept.digest,
            uploaded_by=making.account,
            contact_id=making.contact,
            created_at=now,
            receiving_at=now,
            arrived_at=now,
        )
        async with units.write() as unit:
            await take_room(units.site, making.organisation, kept.bytes)
            unit.add(file)
    except BlobTooLarge:
        raise over_quota(units.site) from None
    except BaseException:
        await spawn(discard(units.blobs, blob))
        raise
    return FileView.of(file)


class PutPicture(msgspec.Struct, frozen=True):
    """A square picture whose content is in the store, and that has no row yet."""

    blob: str
    size: int
    bytes: int
    digest: str


async def put_picture(units: Units, content: bytes, size: int) -> PutPicture:
    """Keep a JPEG of so many pixels on both sides, outside every transaction; `discard` its blob if it gets no row."""
    blob = secrets.token_hex(16)
    kept = await units.blobs.put(sized_name(blob, size), _whole(content), len(content))
    return PutPicture(blob, size, kept.bytes, kept.digest)


def picture_file(organisation: int, purpose: str, put: PutPicture) -> File:
    """Its row, in use from the beginning, for a purpose that has this one size; nobody sent it."""
    now = clock.now()
    return File(
        id=new_id(),
        organisation_id=organisation,
        purpose=purpose,
        name=f"{purpose}.jpg",
        media_type="image/jpeg",
        blob=put.blob,
        bytes=put.bytes,
        stored=put.bytes,
        digest=put.digest,
        width=put.size,
        height=put.size,
        uploaded_by=0,
        created_at=now,
        receiving_at=now,
        arrived_at=now,
        claimed_at=now,
    )


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content

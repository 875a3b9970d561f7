"""Files that the server makes itself: exports, and archives of what is known of somebody."""

import secrets
from collections.abc import AsyncIterator

import msgspec

from server.files.blobs import discard
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

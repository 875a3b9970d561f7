"""Files that we make ourselves, for who asked for them."""

import secrets
from collections.abc import AsyncIterator

import msgspec

from server.files.blobs import discard
from server.files.kinds import clean_name
from server.files.models import File
from server.files.purposes import purposes
from server.files.room import check_room, take_room
from server.kernel.context import Context
from server.kernel.ids import new_id


class Made(msgspec.Struct, frozen=True):
    """A content with its name."""

    name: str
    media_type: str
    content: bytes


async def keep_file(ctx: Context, organisation: int, purpose: str, made: Made) -> File:
    """Keep a file for a day, for who asked. Opens and commits the unit. Raises `Refusal("too_large")`."""
    size = len(made.content)
    await check_room(ctx.site, organisation, purposes[purpose], size)
    blob = secrets.token_hex(16)
    kept = await ctx.blobs.put(blob, _whole(made.content), size)
    file = File(
        id=new_id(),
        organisation_id=organisation,
        purpose=purpose,
        name=clean_name(made.name),
        media_type=made.media_type,
        blob=blob,
        bytes=size,
        stored=size,
        digest=kept.digest,
        uploaded_by=ctx.actor.account,
        created_at=ctx.now,
        receiving_at=ctx.now,
        arrived_at=ctx.now,
    )
    try:
        async with ctx.write():
            await take_room(ctx.site, organisation, size)
            ctx.add(file)
    except BaseException:
        await discard(ctx.blobs, blob)
        raise
    return file


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content

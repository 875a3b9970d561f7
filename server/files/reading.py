"""What somebody sent, read by an operation: a list to be imported."""

from server.files.blobs import read_all
from server.files.models import File
from server.files.policies import may_claim
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.ports import BlobMissing


async def read_sent(ctx: Context, organisation: int, number: int, purpose: str) -> tuple[File, bytes]:
    """A file that the actor sent for this purpose, and its content; for operations with a unit of their `own`.

    Raises `Refusal`: not_found (not one's own, not there yet, or sent for something else), conflict (in use already).
    """
    file = await File.get_or_none(organisation_id=organisation, id=number)
    ctx.allow(may_claim(ctx.actor, file, purpose))
    assert file is not None  # noqa: S101 - hidden otherwise
    try:
        return file, await read_all(ctx.blobs, file.blob)
    except BlobMissing:
        raise not_found() from None

"""Under which names the contents of a file are kept."""

from server.files.models import File
from server.files.purposes import purposes
from server.files.shrinking import MESSAGE_SIZES, SIZES
from server.kernel.ports import BlobStore


def sized_name(blob: str, size: int) -> str:
    """Where a size of a picture is."""
    return f"{blob}.{size}"


async def read_all(blobs: BlobStore, name: str) -> bytes:
    """A content in memory; only for what has a limit of its own. Raises `BlobMissing`."""
    return b"".join([part async for part in blobs.read(name)])


async def discard(blobs: BlobStore, blob: str) -> None:
    """Take away all that a file may have kept."""
    sizes = {*MESSAGE_SIZES, *(size for purpose in purposes.values() for size in purpose.sizes)}
    for name in (blob, *(sized_name(blob, size) for size in sorted(sizes))):
        await blobs.delete(name)


def sizes_of(file: File) -> tuple[int, ...]:
    """In which sizes a picture is there, the largest first."""
    purpose = purposes.get(file.purpose)
    return purpose.sizes if purpose is not None and purpose.sizes else SIZES

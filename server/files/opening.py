"""Where a file's content is, and how much of it there is."""

import msgspec

from server.files.blobs import sized_name, sizes_of
from server.files.models import File
from server.files.views import FileView
from server.kernel.errors import not_found
from server.kernel.ports import BlobStore


class Content(msgspec.Struct, frozen=True):
    """A content in the store; `size` in pixels is that of a picture. `etag` has its quotes (RFC 9110 §8.8.3)."""

    name: str
    bytes: int
    etag: str
    size: int | None


async def content_of(blobs: BlobStore, file: FileView, size: str | None) -> Content:
    """The content of a file that one may see. Raises `Refusal("not_found")` for a size that there is not."""
    row = await File.get_or_none(organisation_id=file.organisation, id=file.id)
    if row is None or row.arrived_at is None or (size is not None and not row.is_picture):
        raise not_found()
    if not row.is_picture:
        return Content(row.blob, row.bytes, f'"{row.digest[:32]}"', None)
    pixels = _pixels(sizes_of(row), size)
    name = sized_name(row.blob, pixels)
    return Content(name, await blobs.size(name), f'"{row.digest[:32]}-{pixels}"', pixels)


def _pixels(sizes: tuple[int, ...], size: str | None) -> int:
    known = {str(each): each for each in sizes}
    if (found := known.get(size or str(sizes[0]))) is None:
        raise not_found()
    return found

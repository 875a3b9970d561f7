"""What one sees of a file."""

from datetime import datetime

from server.kernel.wire import RowView


class FileView(RowView, frozen=True):
    """A file without its content, which is at `/files/<id>`; of a picture also at `/files/<id>/96` and `/512`.

    `bytes`, `width` and `height` are those of the content, `seconds` the length of a voice
    message; `arrived_at` is null until all of it is there. `contact` is
    whose it is, once something points at it.
    """

    id: int
    organisation: int
    purpose: str
    name: str
    media_type: str
    bytes: int
    width: int | None
    height: int | None
    seconds: float | None
    contact: int | None
    created_at: datetime
    arrived_at: datetime | None

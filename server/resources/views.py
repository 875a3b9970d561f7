"""What one sees of resources."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView

KINDS = ("hall", "room", "instrument", "vehicle", "other")
ResourceKindName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(KINDS)})]


class ResourceView(RowView, frozen=True):
    """A resource; `picture` is a file, at `/files/<picture>`, and `capacity` is in people."""

    id: int
    organisation: int
    name: str
    kind: ResourceKindName
    capacity: int | None
    place: str | None
    remarks: str | None
    picture: int | None
    created_at: datetime
    closed_at: datetime | None

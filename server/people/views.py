"""What one sees of people."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView

ContactKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["person", "company"]})]


class ContactView(RowView, frozen=True):
    """A person by name. Addresses and other personal data are not shown to members.

    Who was erased (`erased_at`) has no name any more; clients say that it is a removed member.
    """

    id: int
    organisation: int
    kind: ContactKind
    name: str
    picture: int | None
    removed_at: datetime | None
    erased_at: datetime | None
    rev: int

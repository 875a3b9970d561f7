"""What the tab of shared items shows."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.conversations.views import AttachmentView
from server.kernel.wire import View

KINDS = ("pictures", "files", "voice", "links", "polls", "activities")
SharedKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": list(KINDS)})]


class SharedView(View, frozen=True, omit_defaults=True):
    """Something in a message: a file, a link, or the poll or activity (`card`) that it shows. `month` is 202611."""

    message: int
    conversation: int
    seq: int
    author: int
    sent_at: datetime
    month: int
    attachment: AttachmentView | None = None
    url: str | None = None
    card: int | None = None


class MonthCount(View, frozen=True):
    """How many items of a kind stand in a month."""

    kind: SharedKind
    month: int
    count: int


class SharedCounts(View, frozen=True):
    """What a conversation holds, by kind and month, the newest month first."""

    items: list[MonthCount]

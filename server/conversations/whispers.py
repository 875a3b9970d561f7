"""What is said in frames that may be lost."""

from datetime import datetime

from server.kernel.wire import View


class ReaderView(View, frozen=True):
    """How far somebody read a conversation."""

    contact: int
    seq: int


class TypingTold(View, frozen=True):
    """Somebody types where one looks, or has stopped; forget it after six seconds. May be lost."""

    organisation: int
    conversation: int
    contact: int
    on: bool


class ReceiptTold(View, frozen=True):
    """How far those who tell it have read what one looks at: all of them, each time. May be lost."""

    organisation: int
    conversation: int
    reads: list[ReaderView]


class PresenceTold(View, frozen=True):
    """A contact that one watches came (`online`) or went; `seen_at` is to the minute. May be lost."""

    organisation: int
    contact: int
    online: bool
    seen_at: datetime | None


WHISPERS: dict[str, type[View]] = {"typing": TypingTold, "presence": PresenceTold, "receipt": ReceiptTold}
"""By the word after `eph`."""

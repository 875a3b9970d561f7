"""What search asks of an index of messages: a port, with an adapter for each database.

An index is derived from the messages and can be made anew at any time. It holds *tokens* that are the same on every
database: lower case, without accents, letters and digits only. What they mean is up to the feature that asks.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

END = 2**53
"""Higher than any number of a message."""


class Entry(msgspec.Struct, frozen=True):
    """A message in the index: its words in their order, other forms of them, and marks of where it stands (`c12`)."""

    id: int
    conversation: int
    seq: int
    sent_at: int
    words: tuple[str, ...]
    forms: tuple[str, ...]
    marks: tuple[str, ...]


class Term(msgspec.Struct, frozen=True):
    """Words that stand behind each other; or one word, which also begins longer ones or has one of these forms."""

    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    prefix: bool = False


class Span(msgspec.Struct, frozen=True):
    """The messages of a conversation from one number until another; None for no end."""

    conversation: int
    from_seq: int = 1
    until_seq: int | None = None

    @property
    def whole(self) -> bool:
        """Whether it is all of the conversation."""
        return self.from_seq <= 1 and self.until_seq is None


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """All of the terms and all of the marks, within the spans; moments in microseconds, `until_at` not included.

    `before`: only messages with a lower id, for the next page.
    """

    spans: tuple[Span, ...]
    terms: tuple[Term, ...] = ()
    marks: tuple[str, ...] = ()
    from_at: int | None = None
    until_at: int | None = None
    before: int | None = None
    limit: int = 50

    @property
    def conversations(self) -> list[int]:
        """Those to look in."""
        return sorted({span.conversation for span in self.spans})

    @property
    def parts(self) -> list[Span]:
        """The spans of conversations of which none is whole."""
        whole = {span.conversation for span in self.spans if span.whole}
        return [span for span in self.spans if span.conversation not in whole]

    def conditions(self, id_column: str) -> tuple[list[str], list[int]]:
        """What narrows it besides words and marks, in SQL over `conversation`, `seq` and `sent_at`, and its values."""
        bounds = [(f"{id_column} < ?", self.before), ("sent_at >= ?", self.from_at), ("sent_at < ?", self.until_at)]
        conditions = [sql for sql, value in bounds if value is not None]
        values = [value for _, value in bounds if value is not None]
        if parts := self.parts:
            ids = ", ".join(str(each) for each in sorted({span.conversation for span in parts}))
            ranges = " OR (conversation = ? AND seq >= ? AND seq <= ?)" * len(parts)
            conditions.append(f"(conversation NOT IN ({ids}){ranges})")
            for span in parts:
                values += [span.conversation, span.from_seq, END if span.until_seq is None else span.until_seq]
        return conditions, values


class Place(msgspec.Struct, frozen=True):
    """How far an organisation's log is in the index; another `epoch` is another past."""

    epoch: int = 0
    rev: int = 0


class MessageIndex(Protocol):
    """Keeps entries, and finds their ids, the newest first."""

    async def open(self) -> None:
        """Make what is missing; what an older version made is thrown away."""
        ...

    async def close(self) -> None:
        """Keep it for later."""
        ...

    async def place(self, organisation: int) -> Place:
        """How far it has come."""
        ...

    async def write(self, organisation: int, place: Place, ids: Sequence[int], entries: Sequence[Entry]) -> None:
        """In one transaction: forget these ids, keep these entries, and note the place."""
        ...

    async def forget(self) -> None:
        """Forget everything, to be made anew."""
        ...

    async def find(self, question: Question) -> list[int]:
        """Ids of messages, the newest first."""
        ...

    async def cleanse(self) -> None:
        """Leave nothing on the disk of words that were taken out."""
        ...

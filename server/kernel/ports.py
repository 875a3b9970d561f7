"""What the kernel asks of the outside, for adapters and transports to provide."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

_ENHANCED = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}\b")


class Reader(Protocol):
    """One live connection."""

    @property
    def hears_as(self) -> int:
        """The number by which it hears: the account, or the link by which it acts for somebody else."""
        ...

    def push(self, event: bytes) -> None:
        """Send one durable event, a JSON object; the connection adds its own count `n`."""
        ...

    def close(self, code: int, reason: str) -> None:
        """End the connection with a close code of the protocol."""
        ...


class Ear(Protocol):
    """A live connection as those see it who tell what may be lost: who types, who is there, who read."""

    @property
    def hears_as(self) -> int:
        """The number by which it hears: the account, or the link by which it acts for somebody else."""
        ...

    @property
    def live(self) -> Any:
        """What is known of all connections of this process."""
        ...

    def whisper(self, frame: bytes) -> None:
        """Send a JSON object that may be lost: it has no number, and who reads slowly does not get it."""
        ...


class Readers(Protocol):
    """A set of connections that hear the same."""

    def add(self, reader: Reader) -> None:
        """Let a connection hear."""
        ...

    def discard(self, reader: Reader) -> None:
        """No longer."""
        ...

    def deliver(self, events: Sequence[bytes]) -> None:
        """Send events to all, in order, behind all that was delivered before to any set."""
        ...

    def dissolve(self) -> None:
        """Nobody hears by this set any more."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The relay took responsibility for the message; `text` is what it said, often with its queue's number."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class _NotSent:
    code: int
    text: str

    @property
    def enhanced(self) -> str | None:
        """The enhanced status code (RFC 3463), as "5.1.1", where the relay gives one."""
        found = _ENHANCED.match(self.text)
        return found[0] if found else None


class Deferred(_NotSent):
    """Not now (4yz, RFC 5321 §4.2.1): the same message may be taken later. `code` is the reply code."""


class Failed(_NotSent):
    """Not ever (5yz, RFC 5321 §4.2.1) for this address or this message. `code` is the reply code."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The relay itself does not work for us: refused, silent, no TLS, wrong password. Says nothing of the address.

    `maybe_sent`: the line went dead after the message had left and before the answer came, so that the relay may
    have it; retry only with the same Message-ID.
    """

    text: str
    maybe_sent: bool = False


Verdict = Sent | Deferred | Failed | Unreachable


class MailPort(Protocol):
    """Hands over finished messages. Within `async with`, a batch goes over one connection."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    async def send(self, envelope_from: str, to: str, message: bytes) -> Verdict: ...


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """What a push service said (RFC 8030 §5): its status, and after how many seconds to try again if it says so.

    Status 0: it could not be reached at all.
    """

    status: int
    retry_after: float | None = None


class PushPort(Protocol):
    """Hands sealed messages to push services. Within `async with`, connections are used again."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    async def post(self, endpoint: str, headers: Mapping[str, str], body: bytes) -> PushAnswer: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store took in: its bytes, and their SHA-256 in hexadecimal."""

    bytes: int
    digest: str


class BlobTooLarge(Exception):  # noqa: N818 - the asker makes an answer of it
    """More came than was allowed; nothing of it is kept."""


class BlobMissing(Exception):  # noqa: N818
    """The store has nothing under this name."""


class Scanner(Protocol):
    """Looks for what does harm in a content that came in. Raises `Unavailable` when it cannot, and must."""

    async def find(self, parts: AsyncIterator[bytes]) -> str | None:
        """The name of what was found, None for nothing."""
        ...


class BlobStore(Protocol):
    """Keeps contents, each written once and never changed, under names that we draw ourselves: 32 hexadecimal digits.

    A name may be followed by a point and a number, for another form of the same content. Raises `Unavailable` when the
    store is full or away.
    """

    async def put(self, name: str, parts: AsyncIterator[bytes], limit: int) -> Kept:
        """Keep a content of at most `limit` bytes, or nothing: what breaks off leaves no trace.

        Raises `BlobTooLarge` as soon as more came, and whatever `parts` raises.
        """
        ...

    async def size(self, name: str) -> int:
        """Its bytes. Raises `BlobMissing`."""
        ...

    def read(self, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Its bytes from `start` up to `end`, in parts. Raises `BlobMissing`."""
        ...

    async def delete(self, name: str) -> None:
        """Keep it no longer; what is not there is no problem."""
        ...

    async def exists(self, name: str) -> bool:
        """Whether it is there."""
        ...

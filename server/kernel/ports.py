"""What the kernel asks of the outside, for adapters and transports to provide."""

from collections.abc import Sequence
from typing import Protocol


class Reader(Protocol):
    """One live connection of an account."""

    @property
    def account(self) -> int:
        """Whose connection it is."""
        ...

    def push(self, event: bytes) -> None:
        """Send one durable event, a JSON object; the connection adds its own count `n`."""
        ...

    def close(self, code: int, reason: str) -> None:
        """End the connection with a close code of the protocol."""
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


class PlainReaders:
    """Readers told one by one: for tests and for connections without the fan-out hook."""

    def __init__(self) -> None:
        self._readers: dict[Reader, None] = {}

    def add(self, reader: Reader) -> None:
        """Let a connection hear."""
        self._readers[reader] = None

    def discard(self, reader: Reader) -> None:
        """No longer."""
        self._readers.pop(reader, None)

    def deliver(self, events: Sequence[bytes]) -> None:
        """Send events to all, in order."""
        for reader in list(self._readers):
            for event in events:
                reader.push(event)

    def dissolve(self) -> None:
        """Nobody hears by this set any more."""
        self._readers.clear()

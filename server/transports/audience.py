"""Who hears of an event, and the order in which they are told.

A write costs 4 to 5 µs, nearly all of it the system call. So the loop over the readers does nothing but write: readers
that cannot take a write at this moment are kept apart instead of being asked (asking costs 36 %).
"""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from time import perf_counter
from typing import Protocol

from server.transports.frames import HEADS, heads

# 5,000 writes hold the loop for 20 to 30 ms: after this many, everything else gets its turn.
WRITES_A_TURN = 1024
_JOINED_FRAMES = 128
_FAILED = 1011
_JOINED_BYTES = 128 * 1024

_log = logging.getLogger(__name__)


class Reader(Protocol):
    """One connection, as everything that has something to tell sees it. Nothing here waits or raises."""

    @property
    def n(self) -> int:
        """How many durable events this socket was given."""

    @property
    def open(self) -> bool:
        """False before the handshake and from the moment of closing; what is pushed then is refused."""

    def push(self, tail: bytes) -> None:
        """Give one durable event: a `tail_frame`. Takes the next n; goes ahead of what audiences still hold."""

    def push_frame(self, frame: bytes) -> None:
        """Give an answer or a control frame: a `text_frame`."""

    def push_ephemeral(self, frame: bytes) -> None:
        """Give a `text_frame` that may be lost: dropped when the reader lags."""

    def close(self, code: int, reason: str = "") -> None:
        """Say goodbye with a close code; what is queued is dropped. Harmless twice."""

    def enter(self, audience: "Audience") -> None:
        """Called by the audience when this reader's joining takes effect."""

    def exit(self, audience: "Audience") -> None:
        """Called by the audience when this reader's leaving takes effect."""


class DirectReader(Reader, Protocol):
    """A reader whose socket takes a write at once, as long as `direct` says so."""

    n: int
    direct: bool
    write: Callable[[bytes], None]


Telling = tuple["Audience", bytes]
"""An event on its way: who hears it, and the `tail_frame` that they share."""


class Line:
    """What one process has to tell, in one order for all audiences: who is in two gets their events in that order.

    Events that wait together are joined into one write per socket, whichever audience they are for. Only when something
    waits behind this turn of the loop is a quarter of the last fan-out's time spent on collecting more: waiting always
    would cost two thirds of the throughput of a single message in flight.
    """

    __slots__ = ("_last_took", "_loop", "_scheduled", "_steps", "_work", "writes_a_turn")

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None, *, writes_a_turn: int = WRITES_A_TURN) -> None:
        self.writes_a_turn = writes_a_turn
        self._loop = loop or asyncio.get_running_loop()
        self._steps: deque[Telling | Callable[[], None]] = deque()
        self._work: Iterator[int] | None = None
        self._scheduled = False
        self._last_took = 0.0

    def tell(self, audience: "Audience", tail: bytes) -> None:
        """Let an audience hear an event after all that was told before."""
        self._steps.append((audience, tail))
        if not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._begin)

    def in_turn(self, change: Callable[[], None]) -> None:
        """Make a change after all that was told before: at once when nothing waits."""
        if self._scheduled:
            self._steps.append(change)
        else:
            change()

    def _begin(self) -> None:
        self._work = self._steps_taken()
        if len(self._steps) > 1 and self._last_took:
            self._loop.call_later(self._last_took / 4, self._turn, 0.0)
        else:
            self._turn(0.0)

    def _turn(self, took: float) -> None:
        began, written = perf_counter(), 0
        for writes in self._work or ():
            written += writes
            if written >= self.writes_a_turn:
                self._loop.call_soon(self._turn, took + perf_counter() - began)
                return
        self._last_took = took + perf_counter() - began
        self._work = None
        self._scheduled = False

    def _steps_taken(self) -> Iterator[int]:
        """Take steps until none is left; yields, after each slice of writes, how many there were."""
        while self._steps:
            step = self._steps[0]
            if isinstance(step, tuple):
                yield from self._told(self._events_taken())
            else:
                self._steps.popleft()
                step()

    def _events_taken(self) -> list[Telling]:
        """Take the events that come before the next change of who hears what, as many as may be joined."""
        taken: list[Telling] = []
        size = 0
        while self._steps and len(taken) < _JOINED_FRAMES:
            step = self._steps[0]
            if not isinstance(step, tuple) or (taken and size + len(step[1]) > _JOINED_BYTES):
                break
            self._steps.popleft()
            size += len(step[1])
            taken.append(step)
        return taken

    def _told(self, events: Sequence[Telling]) -> Iterator[int]:
        yield sum(self._told_aside(audience, tail) for audience, tail in events)
        waiting = _heard(events)
        try:
            for start in range(0, len(waiting), self.writes_a_turn):
                part = waiting[start : start + self.writes_a_turn]
                _write_each(part)
                yield len(part)
        except Exception:
            _dismiss({audience for audience, _ in events})

    def _told_aside(self, audience: "Audience", tail: bytes) -> int:
        try:
            return audience.push_aside(tail)
        except Exception:
            _dismiss([audience])
            return 0


class Audience:
    """Readers who hear the same events: those of a conversation, an organisation, an account.

    Joining and leaving take effect in the order of the line: an event delivered before a join is not heard, one
    delivered before a leave is.
    """

    __slots__ = ("_aside", "_direct", "_line")

    def __init__(self, line: Line) -> None:
        self._line = line
        self._direct: dict[Reader, DirectReader] = {}
        self._aside: dict[Reader, None] = {}

    def __len__(self) -> int:
        return len(self._direct) + len(self._aside)

    def __contains__(self, reader: object) -> bool:
        return reader in self._direct or reader in self._aside

    @property
    def direct(self) -> int:
        """How many can be written without asking; the others lag, or have no hook."""
        return len(self._direct)

    @property
    def writable(self) -> Iterable[DirectReader]:
        """Those who can be written without asking. For the line only."""
        return self._direct.values()

    def join(self, reader: Reader) -> None:
        """Let a reader hear what is delivered from now on. Harmless twice."""
        self._line.in_turn(partial(self._let_in, reader))

    def leave(self, reader: Reader) -> None:
        """Let a reader hear nothing that is delivered from now on. A reader that closes leaves by itself."""
        self._line.in_turn(partial(reader.exit, self))

    def deliver(self, tail: bytes) -> None:
        """Give every reader a durable event: a `tail_frame`. Written within this or the next turns of the loop."""
        self._line.tell(self, tail)

    def deliver_ephemeral(self, frame: bytes) -> None:
        """Give every reader a `text_frame` that may be lost; those who lag lose it."""
        self._line.in_turn(partial(self._hear_ephemeral, frame))

    def push_aside(self, tail: bytes) -> int:
        """Give an event to those who cannot be written directly; how many they were. For the line only."""
        lagging = list(self._aside)
        for reader in lagging:
            reader.push(tail)
        return len(lagging)

    def dismiss(self) -> None:
        """Close every reader, for each to come back and catch up."""
        for reader in [*self._direct, *self._aside]:
            self.forget(reader)
            with suppress(Exception):
                reader.close(_FAILED, "try again")

    def admit(self, reader: DirectReader) -> None:
        """The reader can be written directly (again)."""
        self._aside.pop(reader, None)
        self._direct[reader] = reader

    def set_aside(self, reader: Reader) -> None:
        """The reader takes no writes for now: push to it, and it will queue."""
        self._direct.pop(reader, None)
        self._aside[reader] = None

    def forget(self, reader: Reader) -> None:
        """The reader is gone."""
        self._direct.pop(reader, None)
        self._aside.pop(reader, None)

    def _let_in(self, reader: Reader) -> None:
        if reader.open and reader not in self:
            reader.enter(self)

    def _hear_ephemeral(self, frame: bytes) -> None:
        for reader in [*self._direct, *self._aside]:
            reader.push_ephemeral(frame)


def _heard(events: Sequence[Telling]) -> list[tuple[DirectReader, list[bytes]]]:
    """What each reader who can be written hears of these events, in their order."""
    first = events[0][0]
    if all(audience is first for audience, _ in events):
        tails = [tail for _, tail in events]
        return [(reader, tails) for reader in first.writable]
    heard: dict[DirectReader, list[bytes]] = defaultdict(list)
    for audience, tail in events:
        for reader in audience.writable:
            heard[reader].append(tail)
    return list(heard.items())


def _write_each(waiting: Sequence[tuple[DirectReader, list[bytes]]]) -> None:
    ready, known = HEADS, len(HEADS)
    shared: list[bytes] = []
    pieces: list[bytes] = []
    for reader, tails in waiting:
        n, count = reader.n + 1, len(tails)
        if not reader.direct:  # it was paused or lost while the loop had its turn
            _push_each(reader, tails)
        elif count == 1:
            reader.n = n
            reader.write((ready[n] if n < known else heads(n, 1)[0]) + tails[0])
        else:
            if tails is not shared:
                shared, pieces = tails, [b""] * (2 * count)
                pieces[1::2] = tails
            pieces[::2] = heads(n, count)
            reader.n += count
            reader.write(b"".join(pieces))


def _push_each(reader: Reader, tails: Sequence[bytes]) -> None:
    for tail in tails:
        reader.push(tail)


def _dismiss(audiences: Iterable[Audience]) -> None:
    """Nobody may miss an event unnoticed, nor may one audience's fault silence the others."""
    _log.exception("an audience could not be told; its readers are closed, so that they catch up")
    for audience in audiences:
        audience.dismiss()

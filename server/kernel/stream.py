"""The dispatcher: tells committed facts to live connections, in the order of the log.

Request code never publishes. After its commit it hands its events over here; what other processes committed is read
from the log. An event is told when all before it in its organisation have been told.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from itertools import groupby
from typing import Any

import structlog

from server.kernel.circles import Circle, Seat
from server.kernel.database import rows, spawn
from server.kernel.events import PLATFORM, Event, Reach, Told
from server.kernel.ports import Reader, Readers
from server.kernel.sync import Cursor, head_of
from server.kernel.wire import encode

log = structlog.get_logger()

COME_BACK = 4010
"""The close code after which clients connect again at once and resume."""

GAP_WAIT = 0.05
"""Seconds to wait for an event that another task of this process may be about to hand over."""

FAULT_WAIT = 1.0
"""Seconds before the log is looked at again when that failed."""


class Stream:
    """Tails the log of every organisation that somebody listens to."""

    def __init__(self, readers: Callable[[], Readers]) -> None:
        self._make_readers = readers
        self._positions: dict[int, int] = {}
        self._epochs: dict[int, int] = {}
        self._waiting: dict[int, dict[int, Told]] = defaultdict(dict)
        self._live: dict[int, dict[int, dict[Reader, None]]] = defaultdict(lambda: defaultdict(dict))
        self._everyone: dict[int, Readers] = {}
        self._circles: dict[tuple[int, int], Circle] = {}
        self._passing: list[Readers] = []
        self._listeners: dict[str, list[Callable[[Told], None]]] = defaultdict(list)
        self._forgetters: list[Callable[[], None]] = []
        self._wake = asyncio.Event()
        self._telling = False
        self.steady = asyncio.Lock()
        """Held while it is decided who hears some events, until they are delivered: who goes live in the midst of that
        would hear only a part. Who goes live holds it while they compare where they stand with what was told."""
        self._task: asyncio.Task[None] | None = None
        self.load_seats: Callable[[int, int], Awaitable[list[Seat]]] | None = None
        self.poll_every: float | None = None
        self._next_look = 0.0

    def when_missed(self, forget: Callable[[], None]) -> None:
        """Call a plain function when events were not told: what is remembered by them may be wrong."""
        self._forgetters.append(forget)

    def on(self, name: str, listener: Callable[[Told], None]) -> None:
        """Call a plain function for each event of this name, before connections hear of it."""
        self._listeners[name].append(listener)

    def start(self) -> None:
        """Begin to tell."""
        self._task = spawn(self._run(), "stream")

    async def stop(self) -> None:
        """Tell no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    def committed(self, events: Iterable[Event]) -> None:
        """Take over what a unit of work just committed."""
        for event in events:
            self._positions.setdefault(event.organisation, event.pos - 1)
            conversation = event.of.reach(event.row).conversation
            told = Told(event.organisation, event.pos, event.name, event.row.id, conversation, event.row)
            self._waiting[event.organisation][event.pos] = told
        self._wake.set()

    async def position(self, organisation: int) -> int:
        """Up to where this organisation's events have been told here."""
        if organisation not in self._positions or organisation not in self._epochs:
            head = await head_of(organisation)
            self._positions.setdefault(organisation, head.pos)
            self._epochs.setdefault(organisation, head.epoch)
        return self._positions[organisation]

    def told_up_to(self, organisation: int) -> int:
        """The same without waiting; 0 when nobody has asked for its `position` yet."""
        return self._positions.get(organisation, 0)

    def cursor(self, organisation: int) -> Cursor:
        """The cursor of what has been told, once `position` was asked."""
        return Cursor(organisation, self._epochs.get(organisation, 1), self.told_up_to(organisation))

    def go_live(self, reader: Reader, organisation: int) -> None:
        """Let a connection hear an organisation from here on; to be called by who holds `steady`."""
        self._live[organisation][reader.hears_as][reader] = None
        self._everyone.setdefault(organisation, self._make_readers()).add(reader)
        for circle in self._circles_of(organisation, reader.hears_as):
            circle.readers.add(reader)

    def leave(self, reader: Reader, organisation: int) -> None:
        """A connection hears an organisation no longer."""
        self._live[organisation][reader.hears_as].pop(reader, None)
        if organisation in self._everyone:
            self._everyone[organisation].discard(reader)
        for circle in self._circles_of(organisation, reader.hears_as):
            circle.readers.discard(reader)

    def forget_circles(self) -> None:
        """Who reads for whom has changed: look it up again."""
        for circle in self._circles.values():
            self._passing.append(circle.readers)
        self._circles.clear()

    def forget_circle(self, told: Told) -> None:
        """A conversation's participants have changed."""
        circle = self._circles.pop((told.organisation, told.conversation or 0), None)
        if circle is not None:
            self._passing.append(circle.readers)

    def _circles_of(self, organisation: int, listener: int) -> list[Circle]:
        return [c for (owner, _), c in self._circles.items() if owner == organisation and listener in c.sitting]

    @property
    def idle(self) -> bool:
        """Whether all that was handed over has been told."""
        return not self._wake.is_set() and not self._telling

    async def _run(self) -> None:
        while True:
            self._telling = False
            try:
                await self._hear_platform()
                await self._pause()
            except Exception:
                log.exception("stream_fault")
                await asyncio.sleep(FAULT_WAIT)
            self._telling = True
            self._wake.clear()
            for organisation in list(self._waiting):
                try:
                    await self._tell_waiting(organisation)
                except Exception:
                    log.exception("stream_fault", organisation=organisation)
                    self._start_over(organisation)

    async def _hear_platform(self) -> None:
        """Nobody goes live on the platform's own log, yet every process must hear that a session has ended."""
        if PLATFORM not in self._positions:
            await self.position(PLATFORM)
            for forget in self._forgetters:
                forget()

    def _start_over(self, organisation: int) -> None:
        """Something was not told: whoever listened must come back and catch up, or they would miss it for ever."""
        self._waiting.pop(organisation, None)
        self._positions.pop(organisation, None)
        self.forget_circles()
        for forget in self._forgetters:
            forget()
        for readers in list(self._live[organisation].values()):
            for reader in list(readers):
                reader.close(COME_BACK, "something was missed: come back and catch up")

    async def _pause(self) -> None:
        """Until something is handed over, or it is time to look: also while so much is handed over that none waits."""
        loop = asyncio.get_running_loop()
        with suppress(TimeoutError):
            async with asyncio.timeout_at(None if self.poll_every is None else self._next_look):
                await self._wake.wait()
        if self.poll_every is not None and loop.time() >= self._next_look:
            await self._look_at_log()
            self._next_look = loop.time() + self.poll_every

    async def _look_at_log(self) -> None:
        """What other processes committed: a poll, so that messages arrive also when no signal does."""
        for found in await rows('SELECT "organisation_id", "pos" FROM "organisation_stream"'):
            organisation = found["organisation_id"]
            if found["pos"] > self._positions.get(organisation, found["pos"]):
                await self._fetch(organisation, found["pos"])

    async def _fetch(self, organisation: int, until: int) -> None:
        sql = (
            'SELECT "pos", "kind", "ref", "conversation_id" FROM "event" '
            'WHERE "organisation_id" = ? AND "pos" > ? AND "pos" <= ? ORDER BY "pos"'
        )
        waiting = self._waiting[organisation]
        for row in await rows(sql, [organisation, self._positions[organisation], until]):
            told = Told(organisation, row["pos"], row["kind"], row["ref"], row["conversation_id"])
            waiting.setdefault(row["pos"], told)

    async def _tell_waiting(self, organisation: int) -> None:
        waiting = self._waiting[organisation]
        while waiting:
            following = self._take_following(organisation)
            if not following:
                await self._close_gap(organisation, min(waiting))
                continue
            async with self.steady:
                await self._tell(following)
                self._positions[organisation] = following[-1].pos

    async def _tell(self, following: list[Told]) -> None:
        for readers, batch in groupby([await self._address(t) for t in following], key=lambda pair: pair[0]):
            if readers is not None:
                readers.deliver([event for _, event in batch])
        self._dissolve()

    def _take_following(self, organisation: int) -> list[Told]:
        waiting, following = self._waiting[organisation], []
        pos = self._positions[organisation] + 1
        while pos in waiting:
            following.append(waiting.pop(pos))
            pos += 1
        for old in [p for p in waiting if p < pos]:
            del waiting[old]
        return following

    async def _close_gap(self, organisation: int, following: int) -> None:
        await asyncio.sleep(GAP_WAIT)
        if self._positions[organisation] + 1 not in self._waiting[organisation]:
            await self._fetch(organisation, following)

    async def _address(self, told: Told) -> tuple[Readers | None, bytes]:
        """To whom it goes, and the bytes; facts that only the server hears of go to nobody."""
        for listener in self._listeners[told.name]:
            listener(told)
        if told.kind.view is None or not self._live.get(told.organisation):
            return None, b""
        row = told.row or (await told.kind.load(told.organisation, [told.ref])).get(told.ref)
        if row is None:
            return None, b""
        return await self._readers_for(told.organisation, told.kind.reach(row)), await self._encode(told, row)

    async def _encode(self, told: Told, row: Any) -> bytes:
        if told.organisation not in self._epochs:
            self._epochs[told.organisation] = (await head_of(told.organisation)).epoch
        cursor = Cursor(told.organisation, self._epochs[told.organisation], told.pos).text()
        return b'{"ev":"%s","cursor":"%s","data":%s}' % (
            told.name.encode(),
            cursor.encode(),
            encode(told.kind.entry(row).data),
        )

    async def _readers_for(self, organisation: int, reach: Reach) -> Readers:
        if reach.conversation is None:
            return self._some(organisation, set(reach.accounts)) if reach.accounts else self._all(organisation)
        circle = await self._circle(organisation, reach.conversation)
        if reach.seq is not None and reach.seq < circle.settled_from:
            return self._some(organisation, circle.who_may_see(reach.seq))
        if reach.contact is not None:
            return self._some(organisation, circle.who_hear_of(reach.contact))
        return circle.readers

    def _dissolve(self) -> None:
        for readers in self._passing:
            readers.dissolve()
        self._passing.clear()

    def _all(self, organisation: int) -> Readers:
        return self._everyone.setdefault(organisation, self._make_readers())

    def _some(self, organisation: int, listeners: set[int]) -> Readers:
        some = self._make_readers()
        self._passing.append(some)
        for listener in listeners:
            for reader in self._live[organisation].get(listener, ()):
                some.add(reader)
        return some

    async def _circle(self, organisation: int, conversation: int) -> Circle:
        if (known := self._circles.get((organisation, conversation))) is not None:
            return known
        seats = await self.load_seats(organisation, conversation) if self.load_seats else []
        circle = Circle(seats, self._make_readers())
        for listener in circle.sitting:
            for reader in self._live[organisation].get(listener, ()):
                circle.readers.add(reader)
        self._circles[organisation, conversation] = circle
        return circle

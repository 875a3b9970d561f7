"""A bot on a WebSocket: connects, connects again, carries frames to and from the Session, and runs the commands."""

import asyncio
import logging
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from bots.kit.bot import Bot
from bots.kit.ctx import Clock, Ctx
from bots.kit.cursors import Cursors, StateFile
from bots.kit.errors import Refused
from bots.kit.protocol import NORMAL, Answered, HangUp, Happening, Session, TurnedAway, Welcomed
from bots.kit.wire import Given, Request

log = logging.getLogger("akkoord.bots")

RANDOM = random.SystemRandom()
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0  # seconds
LARGEST_PAGE = 16 * 1024 * 1024  # bytes; 200 messages of 10,000 characters of four bytes fit
DELIVERIES = 8
STEADY_AFTER = 60.0  # seconds; a connection that held this long starts the pauses over
GRACE = 5.0  # seconds for commands under way when the bot stops
SIGNED_OUT = 4003


def jittered_pauses() -> Iterator[float]:
    """Seconds between attempts: anywhere from half a second to a bound that doubles from 1 to 30."""
    bound = 1.0
    while True:
        yield RANDOM.uniform(SHORTEST_PAUSE, bound)
        bound = min(LONGEST_PAUSE, 2 * bound)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Surroundings:
    """What a test may want to be different."""

    clock: Clock = utc_now
    pauses: Callable[[], Iterator[float]] = jittered_pauses
    proxy: Literal[True] | None = True  # True: the proxy that the environment names


class Connection:
    """`await Connection(bot, url, token).run()` serves until `stop()`; `state` keeps the cursors between runs."""

    def __init__(
        self,
        bot: Bot,
        url: str,
        token: str,
        *,
        state: Path | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._bot = bot
        self._url = url
        self._around = surroundings or Surroundings()
        self._file = StateFile(state) if state else None
        self._session = Session(token, bot.describe(), Cursors(self._file.load() if self._file else None))
        self._socket: ClientConnection | None = None
        self._sending = asyncio.Lock()
        self._replies: dict[Request, asyncio.Future[Any]] = {}
        self._commands: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Serve until `stop()`. Raises Refused when the server turns the bot away for good."""
        serving = asyncio.create_task(self._keep_connected())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if self._commands and not serving.done():
                await asyncio.wait(self._commands, timeout=GRACE)
        finally:
            await self._end({stopping, serving, *self._commands})
            self._save()
        if not serving.cancelled():
            serving.result()

    def stop(self) -> None:
        """Hear no more commands, let those under way finish for five seconds, and leave."""
        self._stopping.set()

    async def ask(self, request: Request) -> Any:
        """The result of one operation, however many connections it takes; raises Refused."""
        reply = self._replies[request] = asyncio.get_running_loop().create_future()
        try:
            self._session.ask(request)
            await self._flush()
            return await reply
        finally:
            del self._replies[request]

    async def deliver(self, request: Request) -> Any:
        """As ask, but a busy server is asked again a few times."""
        for pause in islice(self._around.pauses(), DELIVERIES - 1):
            try:
                return await self.ask(request)
            except Refused as refused:
                if not refused.worth_a_retry:
                    raise
                await asyncio.sleep(refused.retry_after or pause)
        return await self.ask(request)

    async def _keep_connected(self) -> None:
        loop = asyncio.get_running_loop()
        pauses = self._around.pauses()
        while True:
            began = loop.time()
            await self._stay_connected()
            if loop.time() - began > STEADY_AFTER:
                pauses = self._around.pauses()
            await asyncio.sleep(next(pauses))

    async def _stay_connected(self) -> None:
        try:
            async with connect(
                self._url, proxy=self._around.proxy, max_size=LARGEST_PAGE, close_timeout=GRACE
            ) as socket:
                await self._converse(socket)
        except (OSError, InvalidHandshake) as trouble:
            log.warning("no connection: %s", trouble)
        except ConnectionClosed as closed:
            log.warning("connection lost: %s", closed)
            if closed.rcvd and closed.rcvd.code == SIGNED_OUT and not self._session.welcomed:
                raise Refused("unauthenticated", "the server does not know this token") from closed
        finally:
            self._socket = None
            self._save()

    async def _converse(self, socket: ClientConnection) -> None:
        self._session.connect()
        self._socket = socket
        try:
            await self._flush()
            async for frame in socket:
                for happening in self._session.receive(frame):
                    await self._meet(happening, socket)
                await self._flush()
        finally:
            # Left to itself the socket of a task that is cancelled closes with 1011, "internal error".
            await socket.close(NORMAL)

    async def _meet(self, happening: Happening, socket: ClientConnection) -> None:
        match happening:
            case Given():
                self._begin(happening)
            case Answered():
                self._settle(happening)
            case Welcomed():
                log.info("connected; %d commands registered", len(self._bot.commands))
            case HangUp(code, reason):
                log.warning("hanging up: %s", reason)
                await socket.close(code, reason)
            case TurnedAway(refused):
                await socket.close(NORMAL)
                raise refused

    def _begin(self, given: Given) -> None:
        if self._stopping.is_set():
            self._session.release(given.id)
            return
        task = asyncio.create_task(self._carry_out(given))
        self._commands.add(task)
        task.add_done_callback(self._commands.discard)

    async def _carry_out(self, given: Given) -> None:
        organisation = self._session.organisations[given.organisation]
        try:
            await self._bot.answer(Ctx(given, organisation, self, self._around.clock), given.text)
        except Refused as refused:
            log.warning("the answer to command %d was refused: %s", given.id, refused.code)
            if refused.worth_a_retry:
                self._session.release(given.id)
                return
        except asyncio.CancelledError:
            self._session.release(given.id)
            raise
        self._session.finish(given.id)
        self._save()

    def _settle(self, answered: Answered) -> None:
        reply = self._replies.get(answered.request)
        if reply is None or reply.done():
            return
        if answered.refused:
            reply.set_exception(answered.refused)
        else:
            reply.set_result(answered.result)

    async def _flush(self) -> None:
        # A frame that does not leave is no loss: its request stays open and goes over the next connection.
        async with self._sending:
            while self._socket and (frame := self._session.next_frame()):
                with suppress(ConnectionClosed):
                    await self._socket.send(frame)

    async def _end(self, tasks: set[asyncio.Task[Any]]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _save(self) -> None:
        if self._file and self._session.cursors.settled:
            self._file.save(self._session.cursors.settled)

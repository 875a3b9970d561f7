"""The WebSocket door: carries the steps of the realtime session out on a real connection."""

import asyncio
import time
from collections.abc import MutableMapping, Sequence
from typing import Any

import msgspec
import structlog

from server.accounts.sessions import SessionBook, organisation_views
from server.conversations.live import Live
from server.conversations.presence import note_seen
from server.conversations.receipts import Receipts
from server.kernel.access import Actor
from server.kernel.context import Door
from server.kernel.database import snapshot, spawn
from server.kernel.dispatch import Answer, Dispatch, Request
from server.kernel.errors import Refusal, Unavailable
from server.kernel.events import Told, Viewer
from server.kernel.language import chosen_language
from server.kernel.realtime import (
    HELLO_WITHIN,
    SHUTTING_DOWN,
    UNAUTHENTICATED,
    Call,
    Close,
    Greet,
    RealtimeSession,
    Send,
    Step,
    bye_frame,
    page_frame,
)
from server.kernel.stream import Stream
from server.kernel.sync import Cursor, page_for
from server.transports.audience import Audience, Line
from server.transports.audience import Reader as Wire
from server.transports.fanout import reader_of
from server.transports.frames import tail_frame, text_frame
from server.transports.requests import cookie_token, door_of, header, origin_allowed
from server.transports.welcome import welcome_for

log = structlog.get_logger()

PAGE = 200
SIGNED_OUT = "the session has ended"
SOMEBODY_ELSE = "come back: the session acts for somebody else now"
ANSWER_WITHIN = 2.0
"""Seconds that requests under way get when their session has ended or changed."""


class FanoutReaders:
    """The kernel's set of readers, on the process's one line of events."""

    def __init__(self, line: Line) -> None:
        self._audience = Audience(line)
        self._wires: dict[Wire, None] = {}

    def add(self, reader: Any) -> None:
        """Let a connection hear."""
        self._wires[reader.wire] = None
        self._audience.join(reader.wire)

    def discard(self, reader: Any) -> None:
        """No longer."""
        self._wires.pop(reader.wire, None)
        self._audience.leave(reader.wire)

    def deliver(self, events: Sequence[bytes]) -> None:
        """Send events to all, in order."""
        for event in events:
            self._audience.deliver(tail_frame(event))

    def dissolve(self) -> None:
        """Nobody hears by this set any more."""
        for wire in self._wires:
            self._audience.leave(wire)
        self._wires.clear()


class Connections:
    """The live connections of this process: to close them when their session ends or the server stops."""

    def __init__(self, stream: Stream, sessions: SessionBook, dispatch: Dispatch, origins: frozenset[str]) -> None:
        self.stream = stream
        self.sessions = sessions
        self.dispatch = dispatch
        self._origins = origins
        self.live = Live(lambda account, seen: spawn(note_seen(account, seen)))
        Receipts(self.live, stream)
        self._open: dict[Connection, None] = {}
        stream.on("session.ended", lambda told: self._end(told, UNAUTHENTICATED, SIGNED_OUT))
        stream.on("session.changed", lambda told: self._end(told, SHUTTING_DOWN, SOMEBODY_ELSE))
        stream.on("account.changed", self._account_changed)

    def __len__(self) -> int:
        return len(self._open)

    async def serve(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        """The ASGI application of `/ws`."""
        if not origin_allowed(header(scope, b"origin"), header(scope, b"host"), self._origins):
            await send({"type": "websocket.close", "code": UNAUTHENTICATED, "reason": "foreign origin"})
            return
        connection = Connection(self, scope, send)
        self._open[connection] = None
        try:
            await connection.run(receive, send)
        finally:
            self._open.pop(connection, None)
            connection.part()

    def _end(self, told: Told, code: int, reason: str) -> None:
        for connection in list(self._open):
            if connection.actor is not None and connection.actor.session == told.ref:
                connection.end(code, reason)

    def _account_changed(self, told: Told) -> None:
        for connection in list(self._open):
            if connection.actor is not None and connection.actor.account == told.ref:
                spawn(connection.refresh())

    def close_all(self) -> None:
        """The server stops: say so to all."""
        for connection in list(self._open):
            connection.wire.push_frame(text_frame(bye_frame(SHUTTING_DOWN)))
            connection.close(SHUTTING_DOWN, "shutting down")


class Connection:
    """One WebSocket."""

    def __init__(self, house: Connections, scope: MutableMapping[str, Any], send: Any) -> None:
        self._house = house
        self._door: Door = msgspec.structs.replace(door_of(scope, "websocket"), ear=self)
        self._language = chosen_language(header(scope, b"accept-language"))
        self._cookie = cookie_token(header(scope, b"cookie"))
        self._session = RealtimeSession(self._door, time.monotonic(), self._language)
        self._token: str | None = None
        self.wire: Wire = reader_of(scope, send)
        self.actor: Actor | None = None
        self._calls = 0
        self._ending: tuple[int, str] | None = None

    @property
    def hears_as(self) -> int:
        """Who hears by it: the account, or the link by which it acts for somebody else."""
        return self.actor.reader if self.actor else 0

    @property
    def live(self) -> Live:
        """What is known of all connections."""
        return self._house.live

    def whisper(self, frame: bytes) -> None:
        """Send what may be lost."""
        self.wire.push_ephemeral(text_frame(frame))

    def push(self, event: bytes) -> None:
        """Send one durable event."""
        self.wire.push(tail_frame(event))

    def close(self, code: int, reason: str) -> None:
        """End it with a close code of the protocol."""
        self.wire.close(code, reason)

    def end(self, code: int, reason: str) -> None:
        """The session has ended or changed: close, at once unless an answer is due, perhaps to who did it here."""
        self._ending = code, reason
        if self._calls:
            asyncio.get_running_loop().call_later(ANSWER_WITHIN, self.close, code, reason)
        else:
            self.close(code, reason)

    async def run(self, receive: Any, send: Any) -> None:
        """Serve it until it ends."""
        await receive()
        await send({"type": "websocket.accept"})
        watch = asyncio.get_running_loop().call_later(HELLO_WITHIN + 0.1, self._look)
        try:
            while (message := await receive())["type"] == "websocket.receive":
                raw = message.get("bytes") or message.get("text", "").encode()
                self._take(self._session.received(raw, time.monotonic()))
        finally:
            watch.cancel()

    def part(self) -> None:
        """It is gone: hear nothing more."""
        if self.actor is not None:
            self.live.depart(self, self.actor.account)
        for organisation in self.actor.organisations if self.actor else ():
            self._house.stream.leave(self, organisation)

    async def refresh(self) -> None:
        """What is known of the account has changed: look again, and close when it may no longer listen as it does."""
        before = self.actor
        try:
            self.actor = await self._house.sessions.actor(self._token, self._language)
        except Refusal:
            self.close(UNAUTHENTICATED, SIGNED_OUT)
            return
        if before is not None and (before.place, before.standings) != (self.actor.place, self.actor.standings):
            self.actor = before
            # Whoever changed their own rights gets the answer first.
            wait = ANSWER_WITHIN if self._calls else 0
            asyncio.get_running_loop().call_later(
                wait, self.close, SHUTTING_DOWN, "come back: your rights have changed"
            )

    def _look(self) -> None:
        self._take(self._session.looked_at(time.monotonic()))

    def _take(self, steps: list[Step]) -> None:
        for step in steps:
            if isinstance(step, Send):
                self.wire.push_frame(text_frame(step.frame))
            elif isinstance(step, Call):
                spawn(self._call(step.re, step.request))
            elif isinstance(step, Greet):
                spawn(self._greet(step))
            elif isinstance(step, Close):
                self.close(step.code, step.reason)

    async def _call(self, re: int, request: Request) -> None:
        self._calls += 1
        self._take(self._session.answered(re, await self._answer(request)))
        self._calls -= 1
        if self._ending is not None and not self._calls:
            self.close(*self._ending)

    async def _answer(self, request: Request) -> Answer:
        try:
            actor = await self._house.sessions.actor(self._token, self._language)
        except Refusal as refusal:
            self._ending = UNAUTHENTICATED, SIGNED_OUT
            return Answer(refusal=refusal)
        if self.actor is not None and actor.reader != self.actor.reader:
            # What was written in one's own name must not be posted in another's, nor the other way round.
            self._ending = SHUTTING_DOWN, SOMEBODY_ELSE
            return Answer(refusal=Unavailable())
        return await self._house.dispatch.call(request, actor)

    async def _greet(self, step: Greet) -> None:
        self._token = step.hello.token or self._cookie
        try:
            actor = await self._house.sessions.actor(self._token, self._language)
            if actor.kind == "anonymous":
                raise Refusal("unauthenticated")
            cursors = _cursors(step.hello.cursors, actor)
            views = await organisation_views(actor)
            for view in views:
                await self._house.stream.position(view.id)
        except Refusal as refusal:
            self._take(self._session.refused(step.re, refusal))
            return
        # From here to going live nothing is told: the cursors of the welcome are exactly where live events begin.
        async with self._house.stream.steady:
            self.actor = actor
            if actor.link is None:  # who acts for somebody is there as themselves elsewhere, if at all
                self.live.arrive(self, actor.account)
            welcome = welcome_for(actor, self._house.stream, views, cursors)
            self._take(self._session.greeted(step.re, welcome, time.monotonic(), actor.language))
            for organisation in actor.organisations:
                if organisation not in cursors:
                    self._house.stream.go_live(self, organisation)
        for cursor in cursors.values():
            await self._catch_up(actor, cursor)

    async def _catch_up(self, actor: Actor, cursor: Cursor) -> None:
        """Send pages until the connection stands where the stream stands, and let it hear from exactly there."""
        organisation, stream = cursor.organisation, self._house.stream
        viewer = Viewer(actor.reader, organisation, actor.standing(organisation).contact)
        place, reached = cursor.text(), False
        while not reached:
            async with snapshot():
                page = await page_for(viewer, place, PAGE)
            place = page.cursor
            async with stream.steady:
                reached = not page.more and Cursor.read(place).pos >= stream.told_up_to(organisation)
                if reached:
                    stream.go_live(self, organisation)
                if page.items or page.reset or reached:
                    self.push(page_frame(page))


def _cursors(texts: list[str], actor: Actor) -> dict[int, Cursor]:
    """The cursors of a hello, by organisation. Raises `Refusal("cursor_refused")` for one of a foreign organisation."""
    cursors = {cursor.organisation: cursor for cursor in map(Cursor.read, texts)}
    if not cursors.keys() <= actor.standings.keys():
        raise Refusal("cursor_refused")
    return cursors

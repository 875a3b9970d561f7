"""A reader over ASGI's `send`, for servers without the hook of `fanout`: the same messages, at a third of the speed."""

import asyncio
from contextvars import Context

from uvicorn._types import ASGISendCallable, ASGISendEvent

from server.transports.audience import Audience
from server.transports.backlog import TOO_SLOW, Backlog
from server.transports.frames import head, payload_of


class AsgiReader:
    """A `Reader` whose task writes what is queued, one message after the other; it ends when the socket closes."""

    def __init__(self, send: ASGISendCallable) -> None:
        self.n = 0
        self.open = True
        self._send = send
        self._audiences: list[Audience] = []
        self._backlog = Backlog()
        self._goodbye: ASGISendEvent | None = None
        self._awake = asyncio.Event()
        # Its own context: what is pushed inside a transaction must not carry that transaction along.
        self._writer = asyncio.get_running_loop().create_task(self._write(), context=Context())

    def push(self, tail: bytes) -> None:
        if self.open:
            self.n += 1
            self._keep(payload_of(head(self.n)) + payload_of(tail))

    def push_frame(self, frame: bytes) -> None:
        if self.open:
            self._keep(payload_of(frame))

    def push_ephemeral(self, frame: bytes) -> None:
        if not self._backlog.over_half:
            self.push_frame(frame)

    def enter(self, audience: Audience) -> None:
        self._audiences.append(audience)
        audience.set_aside(self)

    def exit(self, audience: Audience) -> None:
        if audience in self._audiences:
            self._audiences.remove(audience)
            audience.forget(self)

    def close(self, code: int, reason: str = "") -> None:
        if not self.open:
            return
        self.open = False
        for audience in self._audiences:
            audience.forget(self)
        self._audiences.clear()
        self._goodbye = {"type": "websocket.close", "code": code, "reason": reason}
        self._awake.set()

    def _keep(self, payload: bytes) -> None:
        if not self._backlog.add((payload,)):
            self.close(TOO_SLOW, "too slow")
        self._awake.set()

    async def _write(self) -> None:
        try:
            while self._goodbye is None:
                self._awake.clear()
                for payload in self._backlog.each():
                    await self._send({"type": "websocket.send", "text": payload.decode()})
                await self._awake.wait()
            await self._send(self._goodbye)
        except OSError:  # ASGI: the peer is gone
            self.close(1006)

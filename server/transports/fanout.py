"""The WebSocket door's connections: a hook in uvicorn's protocol that writes ready bytes, and a path without the hook.

The hook rests on the inside of `WebSocketsSansIOProtocol`: uvicorn is pinned, and tests/transports/test_fanout.py holds
what is relied on. `reader_of` gives a session the hook when the server has it, else a reader over ASGI's `send`.
"""

import asyncio
from collections.abc import Callable, MutableMapping
from typing import Any, cast

from uvicorn._types import ASGIReceiveEvent, ASGISendCallable, ASGISendEvent
from uvicorn.config import Config
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.exceptions import PayloadTooBig
from websockets.frames import Frame
from websockets.http11 import Request

from server.kernel.realtime import FRAME_TOO_LARGE, SHUTTING_DOWN
from server.kernel.wire import FRAME_LIMIT
from server.transports.asgi_reader import AsgiReader
from server.transports.audience import Audience, Line, Reader
from server.transports.backlog import TOO_SLOW, Backlog
from server.transports.frames import close_frame, head, tail_frame, text_frame
from server.transports.slim import Gate, Inbox

__all__ = [
    "AsgiReader",
    "Audience",
    "FanoutProtocol",
    "Line",
    "Reader",
    "config_kwargs",
    "reader_of",
    "tail_frame",
    "text_frame",
]

EXTENSION = "akkoord.fanout"
INVALID_TEXT = 1007

# A hostile client can send empty fragments for ever; an honest one sends a 64 KiB message in a handful.
_MOST_FRAGMENTS = 256
_LINGER = 5.0  # seconds a closing peer has to take the close frame
_LINGER_AT_SHUTDOWN = 2.0


def config_kwargs() -> dict[str, Any]:
    """The arguments of `uvicorn.Config` that the hook and the protocol's limits need.

    A ping each 25 s, dead 20 s later (45 s of silence). Nothing is compressed: shared bytes would be made per socket.
    """
    return {
        "ws": FanoutProtocol,
        "ws_per_message_deflate": False,
        "ws_max_size": FRAME_LIMIT,
        "ws_ping_interval": 25.0,
        "ws_ping_timeout": 20.0,
        "backlog": 4096,
        "timeout_graceful_shutdown": 10,
    }


def reader_of(scope: MutableMapping[str, Any], send: ASGISendCallable) -> Reader:
    """The reader of a WebSocket: the hook, or its stand-in on another server. Accept the socket before pushing."""
    hook: Reader | None = (scope.get("extensions") or {}).get(EXTENSION)
    return hook or AsgiReader(send)


class FanoutProtocol(WebSocketsSansIOProtocol):
    """uvicorn's connection as a `Reader` whose bytes go straight to the transport.

    Closes with 4008 a peer that leaves 256 frames or 1 MiB waiting, 4009 a message over 64 KiB, 1007 text that is not
    UTF-8, 4010 at shutdown. The ASGI application then receives `websocket.disconnect` with that code.
    """

    write: Callable[[bytes], None]

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.queue = cast("asyncio.Queue[ASGIReceiveEvent]", Inbox(self.loop))
        self.writable = cast("asyncio.Event", Gate(self.loop))
        self.n = 0
        self.open = False
        self.direct = False  # open, and its transport takes a write at once
        self.audiences: list[Audience] = []
        self.backlog: Backlog | None = None  # there only while the transport takes no more

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.write = self.transport.write

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if not self.handshake_initiated:  # uvicorn leaves a request that websockets cannot parse without an answer
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.transport.close()

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if not self.handshake_complete:
            cast(dict[str, Any], self.scope["extensions"])[EXTENSION] = self

    def start_keepalive(self) -> None:
        """uvicorn's last step of accepting: the socket is open."""
        super().start_keepalive()
        self.open = self.direct = not self.close_sent
        del self.request, self.response  # 3 KiB that nobody asks for again

    # What is told to the peer

    def push(self, tail: bytes) -> None:
        if not self.open:
            return
        self.n += 1
        if self.direct:
            self.write(head(self.n) + tail)
        else:
            self._keep(head(self.n), tail)

    def push_frame(self, frame: bytes) -> None:
        if self.direct:
            self.write(frame)
        elif self.open:
            self._keep(frame)

    def push_ephemeral(self, frame: bytes) -> None:
        if self.backlog is None or not self.backlog.over_half:
            self.push_frame(frame)

    def enter(self, audience: Audience) -> None:
        self.audiences.append(audience)
        if self.direct:
            audience.admit(self)
        else:
            audience.set_aside(self)

    def exit(self, audience: Audience) -> None:
        if audience in self.audiences:
            self.audiences.remove(audience)
            audience.forget(self)

    def pause_writing(self) -> None:
        super().pause_writing()
        if self.open:
            self.direct, self.backlog = False, Backlog()
            for audience in self.audiences:
                audience.set_aside(self)

    def resume_writing(self) -> None:
        backlog, self.backlog = self.backlog, None
        if backlog and self.open:
            self.write(backlog.drain())  # may pause again
        if self.backlog is None:
            self.direct = self.open
            super().resume_writing()
            for audience in self.audiences:
                audience.admit(self)

    def _keep(self, *pieces: bytes) -> None:
        if self.backlog is not None and not self.backlog.add(pieces):
            self.close(TOO_SLOW, "too slow")

    # What is heard from the peer

    def handle_cont(self, event: Frame) -> None:
        if len(self.frames) >= _MOST_FRAGMENTS:
            self.frames = []
            self._part(FRAME_TOO_LARGE, "too many fragments")
        elif not self.close_sent:
            super().handle_cont(event)

    def handle_ping(self) -> None:
        pong = b"".join(self.conn.data_to_send())
        if self.backlog is None and not self.close_sent:  # who pings and does not read gets no pile of pongs
            self.transport.write(pong)

    def send_receive_event_to_app(self) -> None:
        message, self.frames = b"".join(self.frames), []
        if self.close_sent:
            return
        if self.curr_msg_data_type == "bytes":
            self.queue.put_nowait({"type": "websocket.receive", "bytes": message})
        else:
            try:
                self.queue.put_nowait({"type": "websocket.receive", "text": message.decode()})
            except UnicodeDecodeError:
                self._part(INVALID_TEXT, "invalid UTF-8")
                return
        if self.queue.full() and not self.read_paused:  # uvicorn stops and starts reading around every message
            self.read_paused = True
            self.transport.pause_reading()

    # Parting

    def close(self, code: int, reason: str = "") -> None:
        if self.open:
            self._part(code, reason)

    async def send(self, message: ASGISendEvent) -> None:
        ended = self.handshake_complete or self.transport.is_closing()
        over = ended and not self.open and self.initial_response is None
        if message["type"] == "websocket.close" and (self.open or over):
            self.close(message.get("code", 1000), message.get("reason") or "")
        elif over:
            raise ClientDisconnected
        else:
            await super().send(message)

    def handle_close(self, event: Frame) -> None:
        self._retire()
        super().handle_close(event)
        if self.close_timer is None:  # a peer that says goodbye and reads no more would keep the transport for ever
            self._linger(_LINGER)

    def handle_parser_exception(self) -> None:
        """What websockets could not parse: close, with our own code when it was too large."""
        if self.close_sent:
            return
        failure = self.conn.close_sent
        if failure is None or not self.handshake_complete:  # broken before the handshake was answered
            self.queue.put_nowait({"type": "websocket.disconnect", "code": 1006})
            self.close_sent = True
            self.transport.close()
            return
        too_large = isinstance(self.conn.parser_exc, PayloadTooBig)
        self._part(FRAME_TOO_LARGE if too_large else failure.code, "message too large" if too_large else failure.reason)
        # The parser no longer sees the peer's own close frame, so the end of the stream has to bring it about.
        if self.transport.can_write_eof():
            self.transport.write_eof()

    def keepalive_timeout(self) -> None:
        self._retire()
        super().keepalive_timeout()
        self._linger(_LINGER)

    def shutdown(self) -> None:
        if self.open:
            self._part(SHUTTING_DOWN, "shutting down", _LINGER_AT_SHUTDOWN)
        elif self.handshake_complete:
            self._linger(_LINGER_AT_SHUTDOWN)
        else:
            super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        self._retire()
        super().connection_lost(exc)

    def _part(self, code: int, reason: str, linger: float = _LINGER) -> None:
        """Say goodbye, and wait for the peer's: closing at once would reset the connection under the close frame."""
        self._retire()
        self.stop_keepalive()
        self.close_sent = True
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.data_to_send()
        self.transport.write(close_frame(code, reason))
        self.read_paused = False
        self.transport.resume_reading()
        self._linger(linger)

    def _linger(self, seconds: float) -> None:
        if self.close_timer is not None:
            self.close_timer.cancel()
        self.close_timer = self.loop.call_later(seconds, self.transport.abort)

    def _retire(self) -> None:
        self.open = self.direct = False
        self.backlog = None
        self.writable.set()
        for audience in self.audiences:
            audience.forget(self)
        self.audiences.clear()

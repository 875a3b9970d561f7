"""A real uvicorn on the loopback address whose application only knows readers and one conversation."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from server.transports.fanout import (
    AsgiReader,
    Audience,
    FanoutProtocol,
    Line,
    Reader,
    config_kwargs,
    reader_of,
    tail_frame,
)

WRITES_A_TURN = 2  # small, so that six members are three slices


class Door:
    """A server whose every socket is a reader in one conversation; it notes what it hears."""

    def __init__(self, *, hook: bool = True) -> None:
        self.hook = hook
        self.line = Line(writes_a_turn=WRITES_A_TURN)
        self.choir = Audience(self.line)
        self.readers: list[Reader] = []
        self.sends: list[Any] = []
        self.asked = self.ended = 0
        self.admitting = asyncio.Event()
        self.admitting.set()
        self.heard: list[str] = []
        self.closed_with: list[int] = []
        self.port = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        assert (await receive())["type"] == "websocket.connect"
        self.asked += 1
        await self.admitting.wait()
        try:
            await self._converse(receive, send, scope)
        finally:
            self.ended += 1

    async def _converse(self, receive: Any, send: Any, scope: Any) -> None:
        await send({"type": "websocket.accept"})
        reader = reader_of(scope, send) if self.hook else AsgiReader(send)
        self.readers.append(reader)
        self.sends.append(send)
        self.choir.join(reader)
        while (event := await receive())["type"] == "websocket.receive":
            self.heard.append(event["text"])
        self.closed_with.append(event["code"])
        reader.close(1000)

    def client(self, **options: Any) -> connect:
        return connect(f"ws://127.0.0.1:{self.port}", proxy=None, compression=None, **options)

    def say(self, text: str) -> None:
        self.choir.deliver(message(text))


@asynccontextmanager
async def opened(door: Door) -> AsyncIterator[Door]:
    listener = socket.create_server(("127.0.0.1", 0))
    door.port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(door, lifespan="off", log_config=None, **config_kwargs()))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    try:
        yield door
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def six_members(door: Door) -> AsyncIterator[list[ClientConnection]]:
    clients = [await door.client() for _ in range(6)]
    await until(lambda: len(door.choir) == 6)
    try:
        yield clients
    finally:
        for client in clients:
            await client.close()


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while True:
            if true():
                return
            await asyncio.sleep(0.002)


def message(text: str) -> bytes:
    return tail_frame(json.dumps({"ev": "message.created", "data": {"text": text}}).encode())


async def events(client: ClientConnection, count: int) -> list[tuple[int, str]]:
    """The counter and the text of the next durable events."""
    async with asyncio.timeout(10):
        received = [json.loads(await client.recv()) for _ in range(count)]
    return [(event["n"], event["data"]["text"]) for event in received]


async def close_code(client: ClientConnection) -> int | None:
    """The code the server closes with, whatever it sends before."""
    async with asyncio.timeout(10):
        with suppress(ConnectionClosed):
            while True:
                await client.recv()
    return client.close_code


def hook_of(reader: Reader) -> FanoutProtocol:
    assert isinstance(reader, FanoutProtocol)
    return reader


async def stall(reader: Reader) -> int:
    """Give a reader that does not read more than its socket holds; returns how many events that took."""
    before = reader.n
    while hook_of(reader).backlog is None:
        reader.push(message("x" * 200_000))
        await asyncio.sleep(0)
    return reader.n - before


def no_errors(caplog: pytest.LogCaptureFixture) -> bool:
    return not [record for record in caplog.records if record.exc_info or record.levelno >= logging.WARNING]


UPGRADE = (
    b"GET PATH HTTP/1.1\r\nHost: rietvink.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)

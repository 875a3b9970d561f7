"""The hook in uvicorn's WebSocket protocol, over real sockets: what it relies on breaks here first."""

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from uvicorn.protocols.utils import ClientDisconnected
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from server.transports.backlog import MOST_FRAMES
from server.transports.fanout import (
    AsgiReader,
    Audience,
    FanoutProtocol,
    Line,
    Reader,
    config_kwargs,
    reader_of,
    tail_frame,
    text_frame,
)
from server.transports.frames import close_frame

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


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    async with opened(Door()) as door:
        yield door


@pytest.fixture
async def hookless() -> AsyncIterator[Door]:
    async with opened(Door(hook=False)) as door:
        yield door


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


async def test_events_are_counted_from_one_on_each_socket_without_a_gap(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: len(door.choir) == 1)
        door.say("Zondag om 10 uur")
        assert await events(clara, 1) == [(1, "Zondag om 10 uur")]
        async with door.client() as jonas:
            await until(lambda: len(door.choir) == 2)
            door.say("In de kerk")
            door.say("Zwart en rood")
            assert await events(clara, 2) == [(2, "In de kerk"), (3, "Zwart en rood")]
            assert await events(jonas, 2) == [(1, "In de kerk"), (2, "Zwart en rood")]


async def test_an_event_is_one_message_in_two_fragments(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        door.say("Tot zo")
        fragments = [part async for part in clara.recv_streaming()]
    assert fragments == ['{"n":1,', '"ev": "message.created", "data": {"text": "Tot zo"}}']


@pytest.mark.parametrize("size", [1, 100, 200, 40_000, 70_000])
async def test_events_and_answers_of_every_size_arrive_whole(door: Door, size: int) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        door.readers[0].push(message("a" * size))
        door.readers[0].push_frame(text_frame(b"b" * size))
        assert await events(clara, 1) == [(1, "a" * size)]
        assert await clara.recv() == "b" * size


async def test_an_answer_stands_between_events_and_takes_no_number(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        door.readers[0].push(message("eerst"))
        door.readers[0].push_frame(text_frame(b'{"re":7,"ok":true}'))
        door.readers[0].push(message("dan"))
        assert await events(clara, 1) == [(1, "eerst")]
        assert await clara.recv() == '{"re":7,"ok":true}'
        assert await events(clara, 1) == [(2, "dan")]


async def test_all_hear_all_in_order_across_slices_and_joined_writes(door: Door) -> None:
    async with six_members(door) as clients:
        texts = [f"maat {bar}" for bar in range(300)]
        for start in range(0, 300, 7):
            for text in texts[start : start + 7]:
                door.say(text)
            await asyncio.sleep(0)
        for client in clients:
            assert await events(client, 300) == list(enumerate(texts, start=1))


async def test_who_is_in_two_audiences_hears_both_in_the_order_they_were_told(door: Door) -> None:
    async with six_members(door) as clients:
        altos = Audience(door.line)
        for reader in door.readers[3:]:
            altos.join(reader)
        for bar in range(40):
            (altos if bar % 3 else door.choir).deliver(message(str(bar)))
        everything = [str(bar) for bar in range(40)]
        for client in clients[:3]:
            assert [text for _, text in await events(client, 14)] == everything[::3]
        for client in clients[3:]:
            assert [text for _, text in await events(client, 40)] == everything


async def test_joining_and_leaving_take_effect_between_the_events_around_them(door: Door) -> None:
    async with door.client() as clara, door.client() as jonas:
        await until(lambda: len(door.readers) == 2)
        altos = Audience(door.line)
        altos.join(door.readers[0])
        altos.deliver(message("voor Clara"))
        altos.join(door.readers[1])
        altos.deliver(message("voor beiden"))
        altos.leave(door.readers[0])
        altos.deliver(message("voor Jonas"))
        assert await events(clara, 2) == [(1, "voor Clara"), (2, "voor beiden")]
        assert await events(jonas, 2) == [(1, "voor beiden"), (2, "voor Jonas")]
        assert door.readers[0] not in altos
        assert door.readers[1] in altos


async def test_joining_twice_is_hearing_once_and_leaving_once(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        reader = hook_of(door.readers[0])
        door.choir.join(reader)
        door.say("een")
        door.say("twee")
        assert await events(clara, 2) == [(1, "een"), (2, "twee")]
        assert len(door.choir) == 1
        door.choir.leave(reader)
        reader.pause_writing()
        reader.resume_writing()
        assert len(door.choir) == 0


async def test_a_reader_that_begins_to_lag_between_two_slices_hears_the_event_in_its_order(door: Door) -> None:
    async with six_members(door) as clients:
        last = hook_of(door.readers[5])
        door.say("voor allen")
        await asyncio.sleep(0)
        assert (door.readers[0].n, last.n) == (1, 0)
        last.pause_writing()
        last.push(message("voor haar"))
        await until(lambda: last.n == 2)
        last.resume_writing()
        assert await events(clients[5], 2) == [(1, "voor haar"), (2, "voor allen")]
        for client in clients[:5]:
            assert await events(client, 1) == [(1, "voor allen")]


async def test_a_reader_that_lags_and_resumes_gets_everything_in_order(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara, door.client() as jonas:
        await until(lambda: len(door.choir) == 2)
        flood = await stall(door.readers[0])
        for bar in range(20):
            door.say(str(bar))
        assert await events(jonas, 20) == [(bar + 1, str(bar)) for bar in range(20)]
        assert [n for n, _ in await events(clara, flood)] == list(range(1, flood + 1))
        assert await events(clara, 20) == [(flood + bar + 1, str(bar)) for bar in range(20)]
        door.say("weer bij")
        assert await events(clara, 1) == [(flood + 21, "weer bij")]
        assert door.choir.direct == 2


async def test_a_reader_that_lags_is_closed_when_256_frames_wait_and_others_keep_up(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara, door.client() as jonas:
        await until(lambda: len(door.choir) == 2)
        await stall(door.readers[0])
        for bar in range(MOST_FRAMES + 2):
            door.say(str(bar))
        assert len(await events(jonas, MOST_FRAMES + 2)) == MOST_FRAMES + 2
        assert len(door.choir) == 1
        assert await close_code(clara) == 4008
    await until(lambda: 4008 in door.closed_with)


async def test_a_reader_that_lags_is_closed_when_a_mebibyte_waits(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara:
        await until(lambda: door.readers)
        await stall(door.readers[0])
        for _ in range(6):
            door.say("x" * 200_000)
        assert await close_code(clara) == 4008


async def test_ephemeral_frames_are_dropped_once_half_of_the_room_is_taken(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara:
        await until(lambda: door.readers)
        flood = await stall(door.readers[0])
        for _ in range(MOST_FRAMES):
            door.choir.deliver_ephemeral(text_frame(b'{"eph":"typing"}'))
        door.say("blijft")
        await events(clara, flood - 1)
        received = [str(await clara.recv())]
        while "blijft" not in received[-1]:
            received.append(str(await clara.recv()))
        assert received.count('{"eph":"typing"}') == MOST_FRAMES // 2


async def test_what_is_pushed_after_closing_is_refused(door: Door) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        reader = door.readers[0]
        reader.push(message("nog net"))
        reader.close(4003, "signed out")
        reader.push(message("te laat"))
        reader.push_frame(text_frame(b"te laat"))
        reader.push_ephemeral(text_frame(b"te laat"))
        reader.close(4008, "twice")
        assert (reader.n, reader.open, len(door.choir)) == (1, False, 0)
        assert await events(clara, 1) == [(1, "nog net")]
        assert await close_code(clara) == 4003
        assert clara.close_reason == "signed out"
    await until(lambda: door.closed_with == [4003])


async def test_an_application_that_sends_after_the_end_is_told_that_the_peer_is_gone(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    async with door.client() as clara:
        await until(lambda: door.readers)
        await door.sends[0]({"type": "websocket.close", "code": 4003})
        with pytest.raises(ClientDisconnected):
            await door.sends[0]({"type": "websocket.send", "text": "te laat"})
        await door.sends[0]({"type": "websocket.close", "code": 4008})
        assert await close_code(clara) == 4003
    assert no_errors(caplog)


async def test_a_reader_whose_peer_says_goodbye_leaves_its_audiences(door: Door) -> None:
    async with door.client():
        await until(lambda: len(door.choir) == 1)
    await until(lambda: len(door.choir) == 0)
    door.readers[0].push(message("niemand"))
    door.choir.join(door.readers[0])
    assert (door.readers[0].n, len(door.choir)) == (0, 0)
    assert door.closed_with == [1000]


async def test_a_message_of_64_kib_is_heard_and_one_byte_more_closes_with_4009(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    async with door.client() as clara:
        await clara.send("a" * 65_536)
        await until(lambda: door.heard == ["a" * 65_536])
        await clara.send("a" * 65_537)
        assert await close_code(clara) == 4009
    await until(lambda: door.closed_with == [4009])
    assert no_errors(caplog)


async def test_the_close_code_arrives_although_the_rest_of_the_message_is_never_taken(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(UPGRADE.replace(b"PATH", b"/"))
    await reader.readuntil(b"\r\n\r\n")
    writer.write(Frame(Opcode.TEXT, b"a" * 5_000_000).serialize(mask=True))
    async with asyncio.timeout(10):
        assert (await reader.read()) == close_frame(4009, "message too large")
    writer.close()


async def test_a_large_message_in_fragments_closes_with_4009(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    async with door.client() as clara:
        await clara.send(["a" * 40_000, "a" * 40_000])
        assert await close_code(clara) == 4009
    assert no_errors(caplog)


async def test_empty_fragments_without_end_close_with_4009(door: Door) -> None:
    async with door.client() as clara:
        with suppress(ConnectionClosed):
            await clara.send([""] * 1_000)
        assert await close_code(clara) == 4009


async def test_text_that_is_not_utf_8_closes_with_1007_and_logs_no_error(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    async with door.client() as clara:
        await clara.send(b"\xff\xfe", text=True)
        assert await close_code(clara) == 1007
    await until(lambda: door.closed_with == [1007])
    assert no_errors(caplog)


@pytest.mark.parametrize(
    "bytes_sent",
    [
        b"\xc1\x80\x00\x00\x00\x00",  # reserved bit
        b"\x81\x00",  # no mask
        b"\x80\x80\x00\x00\x00\x00",  # continues nothing
        Frame(Opcode.TEXT, b"\xff").serialize(mask=True) + Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=True),
        Frame(Opcode.CLOSE, b"\x03\xe8\xff").serialize(mask=True),
        Frame(Opcode.CLOSE, b"\x03").serialize(mask=True),
        Frame(Opcode.TEXT, b"\xff").serialize(mask=True) + Frame(Opcode.PING, b"a").serialize(mask=True),
    ],
)
@pytest.mark.parametrize("early", [False, True])
async def test_broken_frames_end_the_socket_without_an_error_in_the_log(
    door: Door, caplog: pytest.LogCaptureFixture, bytes_sent: bytes, early: bool
) -> None:
    door.admitting.clear()
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(UPGRADE.replace(b"PATH", b"/"))
    await until(lambda: door.asked)
    if not early:
        door.admitting.set()
        await reader.readuntil(b"\r\n\r\n")
    writer.write(bytes_sent)
    await asyncio.sleep(0.02)
    door.admitting.set()
    writer.write_eof()
    async with asyncio.timeout(10):
        await reader.read()
    writer.close()
    await until(lambda: door.ended)
    assert len(door.choir) == 0
    assert no_errors(caplog)


async def test_a_handshake_that_cannot_be_parsed_is_answered_with_the_end(door: Door) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(UPGRADE.replace(b"PATH", b"/" + b"a" * 9000))
    async with asyncio.timeout(10):
        assert (await reader.read()).startswith(b"HTTP/1.1 414")
    writer.close()


async def test_pings_are_answered(door: Door) -> None:
    async with door.client() as clara, asyncio.timeout(10):
        await (await clara.ping())


async def test_who_pings_and_does_not_read_gets_no_pile_of_pongs(door: Door) -> None:
    async with door.client(max_size=None, max_queue=1) as clara:
        await until(lambda: door.readers)
        await stall(door.readers[0])
        transport = hook_of(door.readers[0]).transport
        piled = transport.get_write_buffer_size()
        for _ in range(100):
            await clara.ping()
        await clara.send("nog hier")
        await until(lambda: door.heard)
        assert transport.get_write_buffer_size() == piled
        door.readers[0].close(4008)
        assert await close_code(clara) == 4008


async def test_a_server_that_stops_says_4010() -> None:
    async with opened(Door()) as door:
        clara = await door.client()
        await until(lambda: door.readers)
    assert await close_code(clara) == 4010
    assert door.closed_with == [4010]


async def test_without_the_hook_the_same_messages_arrive(hookless: Door) -> None:
    async with hookless.client() as clara:
        await until(lambda: len(hookless.choir) == 1)
        for bar in range(50):
            hookless.say(str(bar))
        hookless.choir.deliver_ephemeral(text_frame(b'{"eph":"typing"}'))
        assert await clara.recv() == '{"n":1,"ev": "message.created", "data": {"text": "0"}}'
        assert await events(clara, 49) == [(bar + 1, str(bar)) for bar in range(1, 50)]
        assert await clara.recv() == '{"eph":"typing"}'
        hookless.readers[0].push_frame(text_frame(b'{"re":1,"ok":true}'))
        assert await clara.recv() == '{"re":1,"ok":true}'


async def test_without_the_hook_closing_and_leaving_are_the_same(hookless: Door) -> None:
    async with hookless.client() as clara:
        await until(lambda: len(hookless.choir) == 1)
        hookless.choir.leave(hookless.readers[0])
        assert len(hookless.choir) == 0
        hookless.choir.join(hookless.readers[0])
        hookless.readers[0].close(4003, "signed out")
        hookless.readers[0].push(message("te laat"))
        assert (hookless.readers[0].n, len(hookless.choir)) == (0, 0)
        assert await close_code(clara) == 4003


async def test_without_the_hook_a_reader_that_lags_is_closed_and_others_keep_up(hookless: Door) -> None:
    async with hookless.client(max_size=None, max_queue=1) as clara, hookless.client() as jonas:
        await until(lambda: len(hookless.choir) == 2)
        while hookless.readers[0].open:
            hookless.readers[0].push(message("x" * 200_000))
            await asyncio.sleep(0)
        hookless.say("verder")
        assert await events(jonas, 1) == [(1, "verder")]
        assert await close_code(clara) == 4008


UPGRADE = (
    b"GET PATH HTTP/1.1\r\nHost: rietvink.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)

"""What a peer may send to do harm: it is closed with the right code, and no traceback is logged."""

import asyncio
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode

from server.transports.frames import close_frame
from tests.transports.door import (
    UPGRADE,
    Door,
    close_code,
    hook_of,
    no_errors,
    stall,
    until,
)


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
        pytest.param(b"\xc1\x80\x00\x00\x00\x00", id="reserved bit"),
        pytest.param(b"\x81\x00", id="no mask"),
        pytest.param(b"\x80\x80\x00\x00\x00\x00", id="continues nothing"),
        pytest.param(
            Frame(Opcode.TEXT, b"\xff").serialize(mask=True) + Frame(Opcode.CLOSE, b"\x03\xe8").serialize(mask=True),
            id="broken text and a close",
        ),
        pytest.param(Frame(Opcode.CLOSE, b"\x03\xe8\xff").serialize(mask=True), id="a close with a broken reason"),
        pytest.param(Frame(Opcode.CLOSE, b"\x03").serialize(mask=True), id="a close with half a code"),
        pytest.param(
            Frame(Opcode.TEXT, b"\xff").serialize(mask=True) + Frame(Opcode.PING, b"a").serialize(mask=True),
            id="broken text and a ping",
        ),
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
        assert transport.get_write_buffer_size() <= piled
        door.readers[0].close(4008)
        assert await close_code(clara) == 4008

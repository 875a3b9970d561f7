"""Files that come in are looked at: against a server that speaks clamd's protocol and knows one virus."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.adapters.clamav import Clamav
from server.kernel.errors import Unavailable

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The file that every scanner takes for a virus (eicar.org), in two halves so that ours is none."""


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One INSTREAM, as clamd(8) has it."""
    assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
    content = b""
    while size := int.from_bytes(await reader.readexactly(4)):
        content += await reader.readexactly(size)
        if len(content) > 1_000_000:
            writer.write(b"INSTREAM size limit exceeded. ERROR\0")
            break
    else:
        writer.write(b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0")
    await writer.drain()
    writer.close()


@pytest.fixture
async def clamd() -> AsyncIterator[str]:
    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def parts(*each: bytes) -> AsyncIterator[bytes]:
    for one in each:
        yield one


async def test_a_virus_is_named_and_what_is_clean_is_not(clamd: str) -> None:
    scanner = Clamav(clamd)
    assert await scanner.find(parts(b"Do re mi", b"fa sol")) is None
    assert await scanner.find(parts(b"Do re mi", EICAR[:20], EICAR[20:])) == "Eicar-Test-Signature"


async def test_it_answers_on_a_socket_of_the_machine_too(tmp_path: Path) -> None:
    path = str(tmp_path / "clamd.sock")
    async with await asyncio.start_unix_server(serve, path):
        assert await Clamav(path).find(parts(EICAR)) == "Eicar-Test-Signature"


async def test_when_it_is_away_silent_or_full_files_are_refused_or_taken_as_it_was_set(tmp_path: Path) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    path = str(tmp_path / "silent.sock")
    async with await asyncio.start_unix_server(silent, path):
        for address in (path, str(tmp_path / "none.sock"), "127.0.0.1:1"):
            with pytest.raises(Unavailable):
                await Clamav(address, seconds=0.2).find(parts(b"Do re mi"))
            assert await Clamav(address, needed=False, seconds=0.2).find(parts(b"Do re mi")) is None


async def test_what_it_finds_too_large_counts_as_not_looked_at(clamd: str) -> None:
    with pytest.raises(Unavailable):
        await Clamav(clamd).find(parts(*[b"x" * 100_000] * 11))

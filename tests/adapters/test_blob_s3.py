"""The S3 side of the store of contents, against a server of its own that speaks S3 over HTTP."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import httpx
import pytest

from server.adapters.blob_s3 import BlobS3, S3Address
from server.kernel.errors import Unavailable
from server.kernel.ports import BlobMissing, BlobTooLarge

NAME = "ab" + "cd" * 15


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A server that keeps buckets in its memory."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    told = [next(line for line in server.stderr if "Running on" in line or "Error" in line)]
    assert "Running on" in told[0], told
    address = f"http://127.0.0.1:{port}"
    httpx.put(f"{address}/koor", trust_env=False).raise_for_status()
    yield address
    server.terminate()
    server.communicate()


@pytest.fixture
def store(endpoint: str) -> BlobS3:
    return BlobS3(S3Address("koor", endpoint, "us-east-1", "sleutel", "geheim"))


async def parts(*each: bytes) -> AsyncIterator[bytes]:
    for one in each:
        yield one


async def all_of(store: BlobS3, name: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([part async for part in store.read(name, start, end)])


async def test_a_content_is_kept_and_read_back_whole_or_in_part(store: BlobS3) -> None:
    kept = await store.put(NAME, parts(b"Kyrie ", b"eleison"), 100)
    assert (kept.bytes, kept.digest) == (13, hashlib.sha256(b"Kyrie eleison").hexdigest())
    assert await store.size(NAME) == 13
    assert await store.exists(NAME)
    for start, end, wanted in (
        (0, None, b"Kyrie eleison"),
        (6, None, b"eleison"),
        (6, 9, b"ele"),
        (6, 6, b""),
        (99, None, b""),
    ):
        assert await all_of(store, NAME, start, end) == wanted
    await store.delete(NAME)
    await store.delete(NAME)
    assert not await store.exists(NAME)


async def test_a_large_content_comes_and_goes_in_parts(store: BlobS3) -> None:
    content = os.urandom(12_000_000)
    pieces = [content[start : start + 65_536] for start in range(0, len(content), 65_536)]
    await store.put(f"{NAME}.512", parts(*pieces), len(content))
    read = [part async for part in store.read(f"{NAME}.512")]
    assert b"".join(read) == content
    assert len(read) > 5
    assert await all_of(store, f"{NAME}.512", 11_999_990) == content[-10:]


async def test_what_is_too_large_or_breaks_off_leaves_nothing(store: BlobS3) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(BlobTooLarge):
        await store.put(f"{NAME}.1", parts(b"x" * 10, b"x"), 10)
    with pytest.raises(ConnectionError):
        await store.put(f"{NAME}.1", broken(), 10)
    assert not await store.exists(f"{NAME}.1")


async def test_what_is_not_there_is_missing(store: BlobS3) -> None:
    with pytest.raises(BlobMissing):
        await store.size("00" * 16)
    with pytest.raises(BlobMissing):
        await all_of(store, "00" * 16)
    with pytest.raises(BlobMissing):
        await all_of(store, "00" * 16, 0, 5)


async def test_a_store_that_is_away_says_so() -> None:
    away = BlobS3(S3Address("koor", f"http://127.0.0.1:{free_port()}", "us-east-1", "sleutel", "geheim"))
    with pytest.raises(Unavailable):
        await away.put(NAME, parts(b"Kyrie"), 10)

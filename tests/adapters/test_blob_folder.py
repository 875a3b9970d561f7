"""The folder of contents: whole or not at all, and no way out of it."""

import asyncio
import hashlib
import os
import resource
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.adapters.blob_folder import BlobFolder
from server.kernel.errors import Unavailable
from server.kernel.ports import BlobMissing, BlobTooLarge

NAME = "ab" + "cd" * 15


async def parts(*each: bytes) -> AsyncIterator[bytes]:
    for one in each:
        yield one


async def all_of(folder: BlobFolder, name: str, start: int = 0, end: int | None = None) -> bytes:
    return b"".join([part async for part in folder.read(name, start, end)])


def found_in(folder: Path) -> list[str]:
    return [str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()]


async def test_a_content_is_kept_under_its_digits_and_read_back(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path)
    kept = await folder.put(NAME, parts(b"Kyrie ", b"eleison"), 100)
    assert (kept.bytes, kept.digest) == (13, hashlib.sha256(b"Kyrie eleison").hexdigest())
    assert found_in(tmp_path) == [f"ab/{'cd' * 15}"]
    assert await folder.size(NAME) == 13
    assert await all_of(folder, NAME) == b"Kyrie eleison"
    assert await all_of(folder, NAME, 6) == b"eleison"
    assert await all_of(folder, NAME, 6, 9) == b"ele"
    assert await all_of(folder, NAME, 6, 6) == b""
    assert await all_of(folder, NAME, 99) == b""


async def test_a_large_content_comes_and_goes_in_parts(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path)
    content = os.urandom(3_000_000)
    pieces = [content[start : start + 65_536] for start in range(0, len(content), 65_536)]
    await folder.put(NAME, parts(*pieces), len(content))
    read = [part async for part in folder.read(NAME)]
    assert b"".join(read) == content
    assert len(read) > 10


async def test_one_byte_too_many_leaves_nothing(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path)
    assert (await folder.put(NAME, parts(b"x" * 10), 10)).bytes == 10
    with pytest.raises(BlobTooLarge):
        await folder.put(f"{NAME}.96", parts(b"x" * 10, b"x"), 10)
    assert found_in(tmp_path) == [f"ab/{'cd' * 15}"]


async def test_what_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * 2_000_000
        assert found_in(tmp_path) == [f"ab/{'cd' * 15}.part"]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await BlobFolder(tmp_path).put(NAME, broken(), 9_000_000)
    assert found_in(tmp_path) == []


async def test_who_is_told_to_stop_leaves_nothing(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"x" * 2_000_000
        begun.set()
        await asyncio.Event().wait()

    writing = asyncio.create_task(BlobFolder(tmp_path).put(NAME, endless(), 9_000_000))
    await begun.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert found_in(tmp_path) == []


async def test_what_is_being_written_is_not_there_yet(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path)

    async def looking() -> AsyncIterator[bytes]:
        yield b"x" * 2_000_000
        assert not await folder.exists(NAME)

    await folder.put(NAME, looking(), 9_000_000)
    assert await folder.exists(NAME)


async def test_what_a_killed_process_left_is_deleted_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / f"{'cd' * 15}.part").write_bytes(b"half")
    assert not await BlobFolder(tmp_path).exists(NAME)
    await BlobFolder(tmp_path).delete(NAME)
    assert found_in(tmp_path) == []


async def test_a_content_is_deleted_and_deleting_it_again_is_no_problem(tmp_path: Path) -> None:
    folder = BlobFolder(tmp_path)
    await folder.put(NAME, parts(b"x"), 1)
    await folder.delete(NAME)
    await folder.delete(NAME)
    assert not await folder.exists(NAME)
    with pytest.raises(BlobMissing):
        await folder.size(NAME)
    with pytest.raises(BlobMissing):
        await all_of(folder, NAME)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "AB" * 16, "ab" * 15, f"{NAME}.", f"{NAME}.x", f"{NAME}/.."]
)
async def test_no_path_comes_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = BlobFolder(tmp_path / "files")
    for work in (folder.put(name, parts(b"x"), 1), folder.size(name), folder.delete(name), folder.exists(name)):
        with pytest.raises(ValueError, match="not a name"):
            await work
    with pytest.raises(ValueError, match="not a name"):
        await all_of(folder, name)
    assert found_in(tmp_path) == []


async def test_a_disk_that_takes_no_more_is_said_to_be_full(tmp_path: Path) -> None:
    """A limit on the size of files stands in for a disk: the system refuses the same write with another number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
    try:
        with pytest.raises(Unavailable) as caught:
            await BlobFolder(tmp_path).put(NAME, parts(b"x" * 3_000_000), 9_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert caught.value.code == "disk_full"
    assert found_in(tmp_path) == []


async def test_a_folder_that_cannot_be_written_says_why(tmp_path: Path) -> None:
    (tmp_path / "ab").write_text("geen map")
    with pytest.raises(OSError, match=r"ab"):
        await BlobFolder(tmp_path).put(NAME, parts(b"x"), 1)

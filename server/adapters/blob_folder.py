"""Contents of files in a folder: `ab/cd…` by the name's digits, whole or not at all, also when the power fails."""

import asyncio
import errno
import hashlib
import os
import re
import threading
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

from server.kernel.errors import Unavailable
from server.kernel.ports import BlobMissing, BlobTooLarge, Kept

# No path from outside comes further than this.
_NAME = re.compile(r"[0-9a-f]{32}(?:\.[0-9]{1,4})?")
_DRAFT = ".part"
_WRITTEN_AT_ONCE = 1024 * 1024
_READ_AT_ONCE = 256 * 1024
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BlobFolder:
    """A folder as a `BlobStore`; disks are slow, so each step is taken in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, name: str, parts: AsyncIterator[bytes], limit: int) -> Kept:
        """Write beside the place, sync, and rename: who reads sees all of it or nothing."""
        draft = _Draft(self._path(name), limit)
        try:
            await asyncio.to_thread(draft.open)
            async for part in _gathered(parts):
                await asyncio.to_thread(draft.write, part)
            return await asyncio.to_thread(draft.keep)
        except OSError as problem:
            _give_up(problem)
        finally:
            draft.discard()

    async def size(self, name: str) -> int:
        """Its bytes. Raises `BlobMissing`."""
        try:
            return (await asyncio.to_thread(self._path(name).stat)).st_size
        except FileNotFoundError:
            raise BlobMissing(name) from None

    async def read(self, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Its bytes from `start` up to `end`, in parts. Raises `BlobMissing`."""
        try:
            file = await asyncio.to_thread(self._path(name).open, "rb")
        except FileNotFoundError:
            raise BlobMissing(name) from None
        with file:
            await asyncio.to_thread(file.seek, start)
            left = end - start if end is not None else None
            while left is None or left > 0:
                part = await asyncio.to_thread(file.read, _READ_AT_ONCE if left is None else min(left, _READ_AT_ONCE))
                if not part:
                    return
                left = None if left is None else left - len(part)
                yield part

    async def delete(self, name: str) -> None:
        """Take it away, if it is there, and what a process that was killed left of it."""
        path = self._path(name)
        for there in (path, _draft_of(path)):
            await asyncio.to_thread(there.unlink, missing_ok=True)

    async def exists(self, name: str) -> bool:
        """Whether it is there."""
        return await asyncio.to_thread(self._path(name).is_file)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("not a name of a content")
        return self._folder / name[:2] / name[2:]


class _Draft:
    """A content being written. It may be discarded by the event loop while a thread still writes: they take turns."""

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._draft = _draft_of(path)
        self._limit = limit
        self._bytes = 0
        self._digest = hashlib.sha256()
        self._turn = threading.Lock()
        self._file: BinaryIO | None = None

    def open(self) -> None:
        with self._turn:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._draft.open("xb", buffering=0)

    def write(self, part: bytes) -> None:
        self._bytes += len(part)
        if self._bytes > self._limit:
            raise BlobTooLarge
        self._digest.update(part)
        with self._turn:
            if self._file is not None:
                left = memoryview(part)
                while left:
                    left = left[self._file.write(left) :]

    def keep(self) -> Kept:
        with self._turn:
            if self._file is None:
                raise ValueError("this content was given up")
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            self._draft.rename(self._path)
            _sync_folder(self._path.parent)
        return Kept(self._bytes, self._digest.hexdigest())

    def discard(self) -> None:
        """Close and take away what was not kept."""
        with self._turn:
            if self._file is not None:
                self._file.close()
                self._file = None
                self._draft.unlink(missing_ok=True)


def _draft_of(path: Path) -> Path:
    return path.with_name(path.name + _DRAFT)


async def _gathered(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The same bytes in larger parts: a step to a thread costs more than a small write."""
    gathered = bytearray()
    async for part in parts:
        gathered += part
        if len(gathered) >= _WRITTEN_AT_ONCE:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _sync_folder(folder: Path) -> None:
    """A rename is kept once its folder is; Windows cannot open one, and needs not."""
    with suppress(PermissionError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _give_up(problem: OSError) -> NoReturn:
    if problem.errno in _FULL:
        raise Unavailable("disk_full", retry_after=60) from problem
    raise problem

"""Pictures are read by a process of their own, a few at a time, and killed when they take too long."""

import asyncio
import sys
from pathlib import Path

import msgspec

from server.kernel.errors import Reason, Refusal
from server.kernel.wire import invalid

WORKER = Path(__file__).with_name("picture_worker.py")
SECONDS = 30.0
AT_ONCE = 2
MEGAPIXELS = 50
SIZES = (512, 96)
"""Pixels: the longest side of the large one, both sides of the square one."""
MESSAGE_SIZES = (2048, *SIZES)
"""The same of pictures in messages, which are also looked at on a whole screen."""


class Shrunk(msgspec.Struct, frozen=True):
    """A picture in our sizes, JPEGs without metadata: `sizes` in the order that was asked."""

    width: int
    height: int
    sizes: tuple[bytes, ...]


class _Answer(msgspec.Struct, frozen=True):
    refused: str | None = None
    width: int = 0
    height: int = 0
    lengths: list[int] = []


class Darkroom:
    """Shrinks pictures, `AT_ONCE` at a time: each may take a gigabyte while it is open."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._seconds = seconds

    async def shrink(self, source: bytes, sizes: tuple[int, ...] = SIZES) -> Shrunk:
        """A picture in our sizes, the square one last.

        Raises `Refusal("invalid")` for what is none, is damaged or is too large to open.
        """
        async with self._turns:
            # -I: nothing of the environment, and no folder but the interpreter's own, decides what is imported.
            worker = await asyncio.create_subprocess_exec(
                sys.executable, "-I", str(WORKER), *map(str, sizes),
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            )  # fmt: skip
            try:
                async with asyncio.timeout(self._seconds):
                    told, _ = await worker.communicate(source)
            except TimeoutError:
                raise refused("picture_slow") from None
            finally:
                if worker.returncode is None:
                    worker.kill()
                    await worker.wait()
        return _read(told)


def refused(reason: str) -> Refusal:
    """Why a picture is not taken."""
    return invalid(file=Reason(reason, limit=MEGAPIXELS))


def _read(told: bytes) -> Shrunk:
    line, _, rest = told.partition(b"\n")
    if not line:  # killed by its limits
        raise refused("picture_slow")
    answer = msgspec.json.decode(line, type=_Answer)
    if answer.refused is not None:
        raise refused(answer.refused)
    sizes, start = [], 0
    for length in answer.lengths:
        sizes.append(rest[start : start + length])
        start += length
    return Shrunk(answer.width, answer.height, tuple(sizes))

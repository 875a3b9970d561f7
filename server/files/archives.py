"""Archives that are made on request: read part by part, and there for a day."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from datetime import datetime
from typing import IO

from server.files.models import File
from server.files.sweeping import UNCLAIMED
from server.kernel.clock import clock

PART = 65_536


async def parts_of(kept: IO[bytes]) -> AsyncIterator[bytes]:
    """What was written, part by part; it is closed at the end."""
    try:
        while part := await to_thread(kept.read, PART):
            yield part
    finally:
        kept.close()


def kept_until(file: File) -> datetime:
    """The moment at which it can be fetched no longer."""
    until: datetime = file.created_at + UNCLAIMED
    return until


def still_there(file: File | None) -> File | None:
    """The file while it can be fetched."""
    return file if file is not None and clock.now() < kept_until(file) else None

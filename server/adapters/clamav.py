"""Files are looked at by ClamAV: `clamd`, over TCP or a socket of the machine (clamd(8), INSTREAM)."""

import asyncio
from collections.abc import AsyncIterator

import structlog

from server.kernel.errors import Unavailable

log = structlog.get_logger()

SECONDS = 60.0
_LONGEST_ANSWER = 4096


class Clamav:
    """A `Scanner`. With `needed`, nothing is taken while clamd is away; else it goes unseen, and that is logged."""

    def __init__(self, address: str, *, needed: bool = True, seconds: float = SECONDS) -> None:
        self._address = address
        self._needed = needed
        self._seconds = seconds

    async def find(self, parts: AsyncIterator[bytes]) -> str | None:
        """What was found in a content, by clamd's name; None for nothing. Raises `Unavailable`."""
        try:
            async with asyncio.timeout(self._seconds):
                answer = await self._ask(parts)
        except (OSError, TimeoutError, EOFError, asyncio.LimitOverrunError) as problem:
            self._away(repr(problem))
            return None
        if answer.endswith(" FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if answer != "stream: OK":
            self._away(answer)
        return None

    def _away(self, why: str) -> None:
        log.warning("clamav.away", why=why[:200], needed=self._needed)
        if self._needed:
            raise Unavailable(retry_after=30, reason="scanner_away")

    async def _ask(self, parts: AsyncIterator[bytes]) -> str:
        reader, writer = await self._connect()
        try:
            writer.write(b"zINSTREAM\0")
            async for part in parts:
                writer.write(len(part).to_bytes(4) + part)
                await writer.drain()
            writer.write(bytes(4))
            await writer.drain()
            return (await reader.readuntil(b"\0"))[:-1].decode("utf-8", "replace")
        finally:
            writer.close()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._address.startswith("/"):
            return await asyncio.open_unix_connection(self._address, limit=_LONGEST_ANSWER)
        host, _, port = self._address.rpartition(":")
        return await asyncio.open_connection(host, int(port), limit=_LONGEST_ANSWER)

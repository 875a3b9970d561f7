"""Web Push over HTTP/1.1: posts to push services, by the address that was looked at and no other."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Mapping
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urlsplit

import httptools
import structlog

from server.kernel.outside import is_public_address, may_be_called, trusted_tls
from server.kernel.ports import PushAnswer

log = structlog.get_logger()

PATIENCE = 15.0
"""Seconds for one push, from the name to the answer."""
PART = 16_384
LARGEST = 65_536
"""Bytes of an answer that are read; nobody needs what a push service writes in it."""
UNREACHABLE = PushAnswer(0)


class Refused(Exception):  # noqa: N818 - told as unreachable
    """An address that must not be called."""


class _Answer:
    """Collects what httptools finds in an answer."""

    def __init__(self) -> None:
        self.done = False
        self.headers: dict[bytes, bytes] = {}
        self.parser = httptools.HttpResponseParser(self)

    def on_header(self, name: bytes, content: bytes) -> None:
        self.headers[name.lower()] = content

    def on_message_complete(self) -> None:
        self.done = True

    @property
    def lasting(self) -> bool:
        """Whether the line stays open (RFC 9112 §9.3)."""
        return self.parser.get_http_version() == "1.1" and self.headers.get(b"connection", b"").lower() != b"close"

    @property
    def verdict(self) -> PushAnswer:
        told = self.headers.get(b"retry-after", b"")
        # A date (RFC 9110 §10.2.3) is not read: our own growing waits serve as well.
        return PushAnswer(self.parser.get_status_code(), float(told) if told.isdigit() and len(told) < 8 else None)


class _Line:
    """A connection to a push service."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def post(self, target: SplitResult, headers: Mapping[str, str], body: bytes) -> tuple[PushAnswer, bool]:
        """The answer, and whether the line can be used again."""
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        given = {"Host": target.netloc, "Content-Length": str(len(body)), **headers}
        head = "".join(f"{name}: {content}\r\n" for name, content in given.items())
        self._writer.write(f"POST {path} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body)
        await self._writer.drain()
        answer, read = _Answer(), 0
        while not answer.done:
            part = await self._reader.read(PART)
            read += len(part)
            if not part or read > LARGEST:
                raise ConnectionError("the answer broke off or is endless")
            answer.parser.feed_data(part)
        return answer.verdict, answer.lasting

    def close(self) -> None:
        self._writer.close()


class WebPush:
    """A `PushPort`. `private` allows push services in the own network and without TLS, as tests have."""

    def __init__(self, *, private: bool = False) -> None:
        self._private = private
        self._idle: dict[str, list[_Line]] = defaultdict(list)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for lines in self._idle.values():
            for line in lines:
                line.close()
        self._idle.clear()

    async def post(self, endpoint: str, headers: Mapping[str, str], body: bytes) -> PushAnswer:
        """Post one message; whatever goes wrong on the way is told as unreachable, redirects are not followed."""
        if not may_be_called(endpoint, private=self._private):
            return UNREACHABLE
        target = urlsplit(endpoint)
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._post(target, headers, body)
        except (OSError, EOFError, TimeoutError, ValueError, Refused, httptools.HttpParserError) as problem:
            # The host only: the rest of the address is the secret of a device.
            log.warning("push_unreachable", host=target.hostname, problem=type(problem).__name__)
            return UNREACHABLE

    async def _post(self, target: SplitResult, headers: Mapping[str, str], body: bytes) -> PushAnswer:
        idle = self._idle[target.netloc]
        if idle:
            # An old line may have been closed meanwhile; then a new one is tried.
            with contextlib.suppress(OSError, EOFError, httptools.HttpParserError):
                return await self._over(idle.pop(), target, headers, body)
        return await self._over(await self._dial(target), target, headers, body)

    async def _over(self, line: _Line, target: SplitResult, headers: Mapping[str, str], body: bytes) -> PushAnswer:
        again = False
        try:
            answer, again = await line.post(target, headers, body)
        finally:
            if again:
                self._idle[target.netloc].append(line)
            else:
                line.close()
        return answer

    async def _dial(self, target: SplitResult) -> _Line:
        host, port = target.hostname or "", target.port or (443 if target.scheme == "https" else 80)
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)
        addresses = [str(place[4][0]) for place in found]
        # One private answer among public ones is an attack too (DNS rebinding), so none is called then.
        if not addresses or not (self._private or all(map(is_public_address, addresses))):
            raise Refused
        if target.scheme == "http":
            return _Line(*await asyncio.open_connection(addresses[0], port))
        return _Line(*await asyncio.open_connection(addresses[0], port, ssl=trusted_tls(), server_hostname=host))

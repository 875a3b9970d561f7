"""Fetches pages for previews of links, with great care: whoever writes a message chooses where our server goes.

The name is resolved once and the very address that was judged is connected to, for a name may lead elsewhere the next
moment. Each redirection is judged anew. No cookie, no referrer and no credentials are sent.
"""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import httptools
import structlog

from server.kernel.outside import trusted_tls
from server.kernel.pages import PORTS, Page, is_public

log = structlog.get_logger()

MOST_BYTES = 512 * 1024
MOST_PICTURE_BYTES = 4 * 1024 * 1024
SECONDS = 5.0
REDIRECTIONS = 3
MOST_HEADERS = 64 * 1024
MOVED = (301, 302, 303, 307, 308)


class _Wanted(NamedTuple):
    """What is asked for: its media types, and how many bytes of it at most."""

    kinds: tuple[str, ...]
    bytes: int


PAGES = _Wanted(("text/html", "application/xhtml+xml"), MOST_BYTES)
PICTURES = _Wanted(("image/jpeg", "image/png", "image/webp", "image/gif"), MOST_PICTURE_BYTES)

Resolver = Callable[[str, int], Awaitable[list[str]]]


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)
    return [str(each[4][0]) for each in found]


class PageFetcher:
    """Fetches over HTTP, from one host one page at a time.

    `resolver` and `allowed` are for tests, whose server stands on this machine: nothing else is ever given.
    """

    def __init__(
        self,
        agent: str,
        resolver: Resolver = resolve,
        allowed: Callable[[str, int], bool] = is_public,
        seconds: float = SECONDS,
    ) -> None:
        self._agent = agent
        self._resolver = resolver
        self._allowed = allowed
        self._seconds = seconds
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def fetch(self, url: str) -> Page | None:
        """The page of HTML at an address, after at most three redirections; None for anything else."""
        found = await self._fetch(url, PAGES)
        return found[1].page(found[0]) if found else None

    async def fetch_picture(self, url: str) -> bytes | None:
        """The picture at an address, in the same way; None also for one that is too large."""
        found = await self._fetch(url, PICTURES)
        return found[1].whole() if found else None

    async def _fetch(self, url: str, wanted: _Wanted) -> "tuple[str, _Answer] | None":
        host = (urlsplit(url).hostname or "").lower()
        turn = self._turns[host]
        try:
            async with turn, asyncio.timeout(self._seconds):
                return await self._follow(url, wanted)
        except (OSError, TimeoutError, ValueError, ssl.SSLError, httptools.HttpParserError, UnicodeError) as problem:
            log.info("page_not_fetched", host=host, problem=type(problem).__name__)
            return None
        finally:
            if not turn.locked():
                self._turns.pop(host, None)

    async def _follow(self, url: str, wanted: _Wanted) -> "tuple[str, _Answer] | None":
        for _ in range(REDIRECTIONS + 1):
            answer = await self._ask(url, wanted)
            if answer is None or answer.status not in MOVED:
                return (url, answer) if answer is not None and answer.good else None
            url = urljoin(url, answer.headers.get("location", ""))
        return None

    async def _ask(self, url: str, wanted: _Wanted) -> "_Answer | None":
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
            return None
        host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
        addresses = await self._resolver(host, port)
        # One bad address among good ones is a trick, not a mistake.
        if not addresses or not all(self._allowed(address, port) for address in addresses):
            return None
        context = trusted_tls() if parts.scheme == "https" else None
        reader, writer = await asyncio.open_connection(
            addresses[0], port, ssl=context, server_hostname=host if context else None
        )
        try:
            writer.write(self._request(host, port, parts.path or "/", parts.query, wanted))
            return await _read(reader, wanted)
        finally:
            writer.transport.abort()

    def _request(self, host: str, port: int, path: str, query: str, wanted: _Wanted) -> bytes:
        # What is not ASCII goes as RFC 3986 wants it, and no blank or line end of a link becomes one of the request.
        target = quote(path + (f"?{query}" if query else ""), safe="/?#[]@!$&'()*+,;=:%-._~")
        named = f"[{host}]" if ":" in host else host
        where = named if port in PORTS.values() else f"{named}:{port}"
        lines = (
            f"GET {target} HTTP/1.1",
            f"Host: {where}",
            f"User-Agent: {self._agent}",
            f"Accept: {', '.join(wanted.kinds)}",
            "Accept-Encoding: identity",
            "Connection: close",
        )
        return "\r\n".join((*lines, "", "")).encode("ascii")


class _Answer:
    """What comes back, while it comes."""

    def __init__(self, wanted: _Wanted) -> None:
        self._wanted = wanted
        self.headers: dict[str, str] = {}
        self.body = bytearray()
        self.status = 0
        self.complete = False
        self._parser = httptools.HttpResponseParser(self)
        self._seen = 0

    def feed(self, content: bytes) -> bool:
        """Take some in; False once no more is wanted."""
        self._parser.feed_data(content)
        self._seen += len(content)
        if not self.status and self._seen > MOST_HEADERS:
            raise ValueError("endless headers")
        refused = bool(self.status) and not self.good
        return not (self.complete or refused or len(self.body) >= self._wanted.bytes)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()

    def on_body(self, content: bytes) -> None:
        self.body += content[: self._wanted.bytes - len(self.body)]

    def on_message_complete(self) -> None:
        self.complete = True

    @property
    def kind(self) -> str:
        """The media type as it was sent."""
        return self.headers.get("content-type", "").strip().lower()

    @property
    def good(self) -> bool:
        """Whether it is of a kind that was asked for."""
        return self.status == 200 and self.kind.startswith(self._wanted.kinds)

    def whole(self) -> bytes | None:
        """The content, if all of it may have come."""
        return bytes(self.body) if len(self.body) < self._wanted.bytes else None

    def page(self, url: str) -> Page:
        """The page, or as much of it as was allowed."""
        _, _, charset = self.kind.partition("charset=")
        return Page(url, bytes(self.body), charset.split(";")[0].strip(" \"'") or None)


async def _read(reader: asyncio.StreamReader, wanted: _Wanted) -> _Answer:
    answer = _Answer(wanted)
    with suppress(asyncio.IncompleteReadError):
        while content := await reader.read(16_384):
            if not answer.feed(content):
                break
    return answer

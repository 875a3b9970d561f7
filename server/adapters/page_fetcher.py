"""Fetches pages for previews of links, with great care: whoever writes a message chooses where our server goes.

The name is resolved once and the very address that was judged is connected to, for a name may lead elsewhere the next
moment. Each redirection is judged anew. No cookie, no referrer and no credentials are sent.
"""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from urllib.parse import quote, urljoin, urlsplit

import httptools
import structlog

from server.kernel.pages import PORTS, Page, is_public

log = structlog.get_logger()

MOST_BYTES = 512 * 1024
SECONDS = 5.0
REDIRECTIONS = 3
MOST_HEADERS = 64 * 1024
KINDS = ("text/html", "application/xhtml+xml")
MOVED = (301, 302, 303, 307, 308)

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
        host = (urlsplit(url).hostname or "").lower()
        turn = self._turns[host]
        try:
            async with turn, asyncio.timeout(self._seconds):
                return await self._follow(url)
        except (OSError, TimeoutError, ValueError, ssl.SSLError, httptools.HttpParserError, UnicodeError) as problem:
            log.info("page_not_fetched", host=host, problem=type(problem).__name__)
            return None
        finally:
            if not turn.locked():
                self._turns.pop(host, None)

    async def _follow(self, url: str) -> Page | None:
        for _ in range(REDIRECTIONS + 1):
            answer = await self._ask(url)
            if answer is None or answer.status not in MOVED:
                return answer.page(url) if answer else None
            url = urljoin(url, answer.headers.get("location", ""))
        return None

    async def _ask(self, url: str) -> "_Answer | None":
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        if parts.scheme not in PORTS or not parts.hostname or parts.username is not None:
            return None
        host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
        addresses = await self._resolver(host, port)
        # One bad address among good ones is a trick, not a mistake.
        if not addresses or not all(self._allowed(address, port) for address in addresses):
            return None
        context = ssl.create_default_context() if parts.scheme == "https" else None
        reader, writer = await asyncio.open_connection(
            addresses[0], port, ssl=context, server_hostname=host if context else None
        )
        try:
            writer.write(self._request(host, port, parts.path or "/", parts.query))
            return await _read(reader)
        finally:
            writer.transport.abort()

    def _request(self, host: str, port: int, path: str, query: str) -> bytes:
        # What is not ASCII goes as RFC 3986 wants it, and no blank or line end of a link becomes one of the request.
        target = quote(path + (f"?{query}" if query else ""), safe="/?#[]@!$&'()*+,;=:%-._~")
        named = f"[{host}]" if ":" in host else host
        where = named if port in PORTS.values() else f"{named}:{port}"
        lines = (
            f"GET {target} HTTP/1.1",
            f"Host: {where}",
            f"User-Agent: {self._agent}",
            "Accept: text/html",
            "Accept-Encoding: identity",
            "Connection: close",
        )
        return "\r\n".join((*lines, "", "")).encode("ascii")


class _Answer:
    """What comes back, while it comes."""

    def __init__(self) -> None:
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
        refused = bool(self.status) and (self.status != 200 or not self.kind.startswith(KINDS))
        return not (self.complete or refused or len(self.body) >= MOST_BYTES)

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))

    def on_headers_complete(self) -> None:
        self.status = self._parser.get_status_code()

    def on_body(self, content: bytes) -> None:
        self.body += content[: MOST_BYTES - len(self.body)]

    def on_message_complete(self) -> None:
        self.complete = True

    @property
    def kind(self) -> str:
        """The media type as it was sent."""
        return self.headers.get("content-type", "").strip().lower()

    def page(self, url: str) -> Page | None:
        """The page, if it is one."""
        if self.status != 200 or not self.kind.startswith(KINDS):
            return None
        _, _, charset = self.kind.partition("charset=")
        return Page(url, bytes(self.body), charset.split(";")[0].strip(" \"'") or None)


async def _read(reader: asyncio.StreamReader) -> _Answer:
    answer = _Answer()
    with suppress(asyncio.IncompleteReadError):
        while content := await reader.read(16_384):
            if not answer.feed(content):
                break
    return answer

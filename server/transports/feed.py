"""The calendar feed: `GET /calendar/<secret>.ics`, as calendar apps ask for it (RFC 9110, RFC 5545)."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from server.agenda.calendars import CalendarBook, Served
from server.kernel.errors import Refusal
from server.transports.requests import header

Scope = MutableMapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PACKED_TAIL = "-gzip"
_TAG = re.compile(r'(?:W/)?("[^"]*")')
_FIXED: Headers = [
    # `no-cache` lets an app keep it but makes it ask: a withdrawn address gives nothing from then on.
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"accept-encoding"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-robots-tag", b"noindex"),
]
_CONTENT: Headers = [
    (b"content-type", b"text/calendar; charset=utf-8"),
    # Else a browser would name the download after the secret.
    (b"content-disposition", b'inline; filename="akkoord.ics"'),
]
_PLAIN: Headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]


class FeedDoor:
    """Answers calendar apps. Nothing here writes a secret to the log."""

    def __init__(self, calendars: CalendarBook) -> None:
        self._calendars = calendars

    async def __call__(self, scope: Scope, _receive: Any, send: Send) -> None:
        """An ASGI application for addresses with a path parameter `name`."""
        # Servers write their access log from the scope, once we answer.
        scope.update(path="/calendar/", raw_path=b"/calendar/")
        if scope["method"] not in ("GET", "HEAD"):
            await _answer(scope, send, 405, [*_PLAIN, (b"allow", b"GET, HEAD")], b"405\n")
            return
        try:
            served = await self._find(scope["path_params"]["name"])
        except Refusal as refusal:
            wait = str(max(1, round(refusal.retry_after or 1))).encode()
            await _answer(scope, send, refusal.status, [*_PLAIN, (b"retry-after", wait)], b"%d\n" % refusal.status)
            return
        if served is None:
            await _answer(scope, send, 404, _PLAIN, b"404\n")
        else:
            await _serve(scope, send, served)

    async def _find(self, name: str) -> Served | None:
        secret = name.removesuffix(".ics")
        return await self._calendars.find(secret) if secret != name else None


async def _serve(scope: Scope, send: Send, served: Served) -> None:
    edition = served.edition
    packed = takes_gzip(header(scope, b"accept-encoding"))
    # A strong tag is of the bytes as sent (RFC 9110 §8.8.3.3), so each coding has its own; a copy of either will do.
    packed_tag = f'{edition.etag[:-1]}{PACKED_TAIL}"'
    tag = packed_tag if packed else edition.etag
    modified = format_datetime(served.modified_at, usegmt=True)
    headers = [*_FIXED, (b"etag", tag.encode()), (b"last-modified", modified.encode())]
    if is_fresh(scope, (edition.etag, packed_tag), served.modified_at):
        await _answer(scope, send, 304, headers, b"")
    elif packed:
        await _answer(scope, send, 200, [*headers, *_CONTENT, (b"content-encoding", b"gzip")], edition.packed)
    else:
        await _answer(scope, send, 200, [*headers, *_CONTENT], edition.body)


def is_fresh(scope: Scope, tags: tuple[str, ...], modified_at: datetime) -> bool:
    """Whether the app has it already. If-Modified-Since counts only without If-None-Match (RFC 9110 §13.1.3)."""
    held = header(scope, b"if-none-match")
    if held is not None:
        return held.strip() == "*" or not set(tags).isdisjoint(_TAG.findall(held))
    since = _moment(header(scope, b"if-modified-since"))
    return since is not None and modified_at <= since


def _moment(text: str | None) -> datetime | None:
    """A date of HTTP; None for what is not one (RFC 9110 §13.1.3 says to ignore it)."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def takes_gzip(accept_encoding: str | None) -> bool:
    """Whether the client takes gzip (RFC 9110 §12.5.3)."""
    weights: dict[str, str] = {}
    for part in (accept_encoding or "").lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "")
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", "q=0")))
    return re.fullmatch(r"q=0(\.0*)?", weight) is None


async def _answer(scope: Scope, send: Send, status: int, headers: Headers, body: bytes) -> None:
    """HEAD gets the headers that GET would get (RFC 9110 §9.3.2)."""
    length = [] if status == 304 else [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

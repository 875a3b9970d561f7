"""The calendar feed: `GET /calendar/<secret>.ics`, as calendar apps ask for it (RFC 9110, RFC 5545)."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import Any

import msgspec

from server.agenda.calendars import CalendarBook, Served
from server.kernel.errors import Refusal
from server.transports.requests import header

Scope = MutableMapping[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PATH = "/calendar/"
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
    """Answers calendar apps: an ASGI application for what lies under `PATH`. No secret reaches a log from here."""

    def __init__(self, calendars: CalendarBook) -> None:
        self._calendars = calendars

    async def __call__(self, scope: Scope, _receive: Any, send: Send) -> None:
        """Answer one request."""
        name = scope["path"].removeprefix(PATH)
        # Servers write their access log from the scope, once we answer.
        scope.update(path=PATH, raw_path=PATH.encode())
        if scope["method"] not in ("GET", "HEAD"):
            await _answer(scope, send, 405, [*_PLAIN, (b"allow", b"GET, HEAD")], b"405\n")
            return
        try:
            served = await self._find(name)
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
    heads = heads_of(edition.etag, served.modified_at)
    packed = takes_gzip(header(scope, b"accept-encoding"))
    if is_fresh(scope, heads.tags, served.modified_at):
        await _answer(scope, send, 304, heads.packed if packed else heads.plain, b"")
    elif packed:
        await _answer(scope, send, 200, [*heads.packed, *_CONTENT, (b"content-encoding", b"gzip")], edition.packed)
    else:
        await _answer(scope, send, 200, [*heads.plain, *_CONTENT], edition.body)


class Heads(msgspec.Struct, frozen=True):
    """The validators of a feed, and the headers that every answer with it has."""

    tags: frozenset[str]
    plain: Headers
    packed: Headers


@lru_cache(maxsize=10_000)
def heads_of(etag: str, modified_at: datetime) -> Heads:
    """A strong tag is of the bytes as sent (RFC 9110 §8.8.3.3): each coding has its own; a copy of either will do."""
    packed_tag = f'{etag[:-1]}-gzip"'
    modified = (b"last-modified", format_datetime(modified_at, usegmt=True).encode())
    plain, packed = ([*_FIXED, modified, (b"etag", tag.encode())] for tag in (etag, packed_tag))
    return Heads(frozenset({etag, packed_tag}), plain, packed)


def is_fresh(scope: Scope, tags: frozenset[str], modified_at: datetime) -> bool:
    """Whether the app has it already. If-Modified-Since counts only without If-None-Match (RFC 9110 §13.1.3)."""
    held = header(scope, b"if-none-match")
    if held is not None:
        return held in tags or held.strip() == "*" or not tags.isdisjoint(_TAG.findall(held))
    since = _moment(header(scope, b"if-modified-since"))
    return since is not None and modified_at <= since


def _moment(text: str | None) -> datetime | None:
    """A date of HTTP; None for what is not one (RFC 9110 §13.1.3 says to ignore it)."""
    try:
        found = parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


@lru_cache(maxsize=1_000)
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

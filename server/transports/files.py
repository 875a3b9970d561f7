"""The doors of files: contents come in by `POST /files` and go out by `GET /files/<id>` (RFC 9110)."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from server.files.kinds import ACTIVE, UNKNOWN
from server.files.opening import Content, content_of
from server.files.receiving import Receiver
from server.files.views import FileView
from server.kernel.access import Actor
from server.kernel.dispatch import Answer, Dispatch, refusal_of
from server.kernel.dispatch import Request as Call
from server.kernel.errors import Refusal, not_found
from server.kernel.language import chosen_language
from server.kernel.ports import BlobMissing, BlobStore
from server.kernel.wire import encode
from server.transports.http import HttpDoor
from server.transports.requests import door_of

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Accept-Ranges": "bytes",
    "Vary": "Cookie, Authorization",
}
"""What is sent with every content: whatever it holds, it runs nothing and reaches nothing."""

SILENCE = 60.0
"""Seconds that a content that is coming in may stand still."""

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_TAG = re.compile(r'"[^"]*"')


class FileDoor:
    """Takes contents in and gives them out; who may is decided by `file.begin` and `file.get`."""

    def __init__(self, http: HttpDoor, dispatch: Dispatch, receiver: Receiver, blobs: BlobStore) -> None:
        self._http = http
        self._dispatch = dispatch
        self._receiver = receiver
        self._blobs = blobs
        self.silence = SILENCE

    def routes(self) -> list[Route]:
        """Where it answers."""
        return [
            Route("/files", self.send, methods=["POST"]),
            Route("/files/{file}", self.fill, methods=["POST"]),
            Route("/files/{file}", self.show),
            Route("/files/{file}/{size}", self.show),
        ]

    async def send(self, request: Request) -> Response:
        """`POST /files?organisation=&purpose=&name=`: the body is the content."""
        return await self._answer(request, self._send)

    async def fill(self, request: Request) -> Response:
        """`POST /files/<id>`: the content of a file that was announced by `file.begin`."""
        return await self._answer(request, self._fill)

    async def _send(self, request: Request, actor: Actor) -> Answer:
        asked: dict[str, Any] = dict(request.query_params)
        if asked.get("organisation", "").isdecimal():
            asked["organisation"] = int(asked["organisation"])
        declared = request.headers.get("content-length", "")
        if declared.isdecimal():
            asked["bytes"] = int(declared)
        begun = await self._call(request, actor, "file.begin", asked)
        if begun.refusal is not None:
            return begun
        return Answer(await self._receiver.receive(actor, begun.result.id, _parts(request, self.silence)))

    async def _fill(self, request: Request, actor: Actor) -> Answer:
        if actor.kind == "anonymous":
            raise Refusal("unauthenticated")
        return Answer(await self._receiver.receive(actor, _number(request), _parts(request, self.silence)))

    async def _answer(self, request: Request, act: Any) -> Response:
        language = chosen_language(request.headers.get("accept-language"))
        try:
            actor = await self._http.actor_of(request, language)
            language = actor.language
            answer = await act(request, actor)
        except Refusal as refusal:
            answer = Answer(refusal=refusal)
        except Exception as fault:  # whatever the store or the database meets, the client reads our answer
            answer = Answer(refusal=refusal_of(fault, "file.receive"))
        return self._http.respond(request, answer, language)

    async def _call(self, request: Request, actor: Actor, operation: str, arguments: dict[str, Any]) -> Answer:
        call = Call(operation=operation, arguments=encode(arguments), door=door_of(request.scope, "files"))
        return await self._dispatch.call(call, actor)

    async def show(self, request: Request) -> Response:
        """`GET /files/<id>`, and `/files/<id>/<size>` of a picture: all of it, a range, or that nothing changed."""
        language = chosen_language(request.headers.get("accept-language"))
        try:
            actor = await self._http.actor_of(request, language)
            found = await self._call(request, actor, "file.get", {"file": _number(request)})
            if found.refusal is not None:
                return self._http.respond(request, found, actor.language)
            return await self._give(request, found.result)
        except BlobMissing:
            return self._http.respond(request, Answer(refusal=not_found()), language)
        except Refusal as refusal:
            return self._http.respond(request, Answer(refusal=refusal), language)

    async def _give(self, request: Request, file: FileView) -> Response:
        content = await content_of(self._blobs, file, request.path_params.get("size"))
        headers = headers_of(file, content)
        held = request.headers.get("if-none-match", "")
        if headers["ETag"] in _TAG.findall(held) or held.strip() == "*":
            return Response(status_code=304, headers=headers)
        part = range_of(request, content.bytes, headers["ETag"])
        if part is None:
            headers["Content-Range"] = f"bytes */{content.bytes}"
            return Response(status_code=416, headers=headers)
        start, end = part
        headers["Content-Length"] = str(end - start)
        whole = (start, end) == (0, content.bytes)
        if not whole:
            headers["Content-Range"] = f"bytes {start}-{end - 1}/{content.bytes}"
        status = 200 if whole else 206
        if request.method == "HEAD":
            return Response(status_code=status, headers=headers)
        return StreamingResponse(self._blobs.read(content.name, start, end), status, headers)


def _number(request: Request) -> int:
    text = request.path_params["file"]
    if not text.isdecimal() or len(text) > 16:
        raise not_found()
    return int(text)


async def _parts(request: Request, silence: float) -> AsyncIterator[bytes]:
    """The content as it comes. Who keeps a request open and sends nothing is given up."""
    stream = request.stream()
    try:
        while True:
            async with asyncio.timeout(silence):
                part = await anext(stream, None)
            if part is None:
                return
            yield part
    except ClientDisconnect:
        raise Refusal("malformed", problem="the request ended early") from None
    except TimeoutError:
        raise Refusal("malformed", problem=f"nothing came for {silence:g} seconds") from None


def headers_of(file: FileView, content: Content) -> dict[str, str]:
    """What a content is sent with: pictures that we made ourselves are shown, all else is a download."""
    picture = content.size is not None
    kind = UNKNOWN if file.media_type in ACTIVE else file.media_type
    return {
        **FIXED,
        "Content-Type": f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        "Content-Disposition": "inline" if picture else f"attachment; {file_name(file.name)}",
        "ETag": content.etag,
        # A picture never changes, and who sees it has seen it; for the rest one's right is asked each time.
        "Cache-Control": "private, max-age=86400" if picture else "private, no-cache",
    }


def file_name(name: str) -> str:
    """The name in a Content-Disposition header (RFC 6266 §4.3), for old programs in ASCII too."""
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", name)
    return f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def range_of(request: Request, size: int, etag: str) -> tuple[int, int] | None:
    """The bytes that are asked, from and up to; all of them for a range that we do not know, None for one outside.

    Several ranges at once are answered with everything, as RFC 9110 §14.2 allows.
    """
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    condition = request.headers.get("if-range")
    if asked is None or asked.group(0) == "bytes=-" or (condition is not None and condition.strip() != etag):
        return 0, size
    first, last = asked.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1 if last else size)
        if last and int(last) < start:
            return 0, size
    return (start, end) if start < end else None

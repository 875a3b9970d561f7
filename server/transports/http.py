"""The HTTP door: `POST /api/<operation>`, and the long poll for those who cannot hold a socket."""

import asyncio
import time
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from server.accounts.sessions import LASTS, SessionBook
from server.accounts.views import SignedIn
from server.kernel.access import Actor
from server.kernel.database import snapshot
from server.kernel.dispatch import Answer, Dispatch
from server.kernel.dispatch import Request as Call
from server.kernel.errors import Reason, Refusal, Unavailable
from server.kernel.events import Viewer
from server.kernel.language import Language, chosen_language
from server.kernel.operations import operations
from server.kernel.realtime import OPEN_REQUESTS, Frame
from server.kernel.sync import Cursor, head_of, page_for
from server.kernel.wire import FRAME_LIMIT, Key, encode, invalid
from server.transports.requests import COOKIE, bearer_token, cookie_token, door_of, origin_allowed

LONGEST_WAIT = 30.0


class Poll(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Frames as on the WebSocket; without any, wait for changes since the cursors, at most `wait` seconds."""

    frames: list[Frame] = []
    cursor: list[str] = []
    wait: float = 0.0


_key = msgspec.json.Decoder(Key)


class HttpDoor:
    """Answers calls by HTTP."""

    def __init__(self, dispatch: Dispatch, sessions: SessionBook, origins: frozenset[str], *, secure: bool) -> None:
        self._dispatch = dispatch
        self._sessions = sessions
        self._origins = origins
        self._secure = secure

    async def call(self, request: Request) -> Response:
        """`POST /api/<operation>`: the body is the arguments."""
        language = chosen_language(request.headers.get("accept-language"))
        try:
            actor = await self.actor_of(request, language)
            answer = await self._dispatch.call(await self._read(request), actor)
            language = actor.language if actor.account else language
        except Refusal as refusal:
            answer = Answer(refusal=refusal)
        return self.respond(request, answer, language)

    async def poll(self, request: Request) -> Response:
        """`POST /poll`: frames in, frames out; without frames it waits for something new."""
        language = chosen_language(request.headers.get("accept-language"))
        try:
            actor = await self.actor_of(request, language)
            asked = _decode_poll(await _body(request))
            frames = [await self._answer(request, actor, frame) for frame in asked.frames]
            if not frames:
                frames = await _pages(actor, asked)
        except Refusal as refusal:
            return self.respond(request, Answer(refusal=refusal), language)
        return self.respond(request, Answer({"frames": frames}), language)

    async def _answer(self, request: Request, actor: Actor, frame: Frame) -> dict[str, Any]:
        call = Call(
            operation=frame.op,
            arguments=bytes(frame.args),
            key=frame.key,
            for_command=frame.for_command,
            door=door_of(request.scope, "poll"),
        )
        answer = await self._dispatch.call(call, actor)
        return {"re": frame.id, **answer.body(actor.language)}

    async def actor_of(self, request: Request, language: Language) -> Actor:
        """Who asks, by bearer token or cookie. Raises `Refusal`: foreign_origin, unauthenticated (a dead session)."""
        token = bearer_token(request.headers.get("authorization"))
        if token is None:
            origin = request.headers.get("origin")
            if not origin_allowed(origin, request.headers.get("host"), self._origins):
                raise Refusal("foreign_origin", origin=str(origin)[:100])
            token = cookie_token(request.headers.get("cookie"))
            if token and _is_public(request):
                token = None
        actor = await self._sessions.actor(token, language)
        reader = request.headers.get("akkoord-reader")
        if reader is not None and actor.kind != "anonymous" and reader != str(actor.reader):
            # What was typed in one's own name must not be posted in another's, nor the other way round.
            raise Unavailable()
        return actor

    async def _read(self, request: Request) -> Call:
        key = request.headers.get("idempotency-key")
        command = request.headers.get("akkoord-command", "")
        if key is not None:
            _check_key(key)
        return Call(
            operation=request.path_params["operation"],
            arguments=await _body(request) or b"{}",
            key=key,
            for_command=int(command) if command.isdecimal() and len(command) < 17 else None,
            door=door_of(request.scope, "http"),
        )

    def respond(self, request: Request, answer: Answer, language: str) -> Response:
        """An answer in JSON, with the status that fits it."""
        status = answer.refusal.status if answer.refusal else 200
        response = Response(encode(answer.body(language)), status, media_type="application/json")
        response.headers["Cache-Control"] = "no-store"
        if answer.refusal is not None and answer.refusal.retry_after is not None:
            response.headers["Retry-After"] = str(max(1, round(answer.refusal.retry_after)))
        self._keep_cookie(request, response, answer)
        return response

    def _keep_cookie(self, request: Request, response: Response, answer: Answer) -> None:
        """A browser that signs in keeps its token where no script can read it."""
        if isinstance(answer.result, SignedIn):
            response.set_cookie(
                COOKIE,
                answer.result.token,
                max_age=int(LASTS.total_seconds()),
                secure=self._secure,
                httponly=True,
                samesite="lax",
            )
        dead = answer.refusal is not None and answer.refusal.reason.key == "session_expired"
        if dead or (answer.refusal is None and request.url.path.endswith("/session.close")):
            response.delete_cookie(COOKIE, secure=self._secure, httponly=True, samesite="lax")


def _is_public(request: Request) -> bool:
    """Whether it asks for an operation in whose way an old cookie, dead or alive, must not stand."""
    found = operations.get(request.path_params.get("operation", ""))
    return found is not None and found.public


def _check_key(key: str) -> None:
    try:
        _key.decode(encode(key))
    except msgspec.ValidationError:
        raise invalid(**{"Idempotency-Key": Reason("field_pattern")}) from None


async def _body(request: Request) -> bytes:
    """The whole body, given up as soon as it grows too large."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > FRAME_LIMIT:
        raise Refusal("too_large", limit=FRAME_LIMIT)
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > FRAME_LIMIT:
                raise Refusal("too_large", limit=FRAME_LIMIT)
    except ClientDisconnect:
        raise Refusal("malformed", problem="the request ended early") from None
    return bytes(body)


def _decode_poll(body: bytes) -> Poll:
    try:
        asked = msgspec.json.decode(body or b"{}", type=Poll)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise Refusal("malformed", problem=str(problem)[:200]) from None
    if len(asked.frames) > OPEN_REQUESTS:
        raise Refusal("too_many_requests", limit=OPEN_REQUESTS, retry_after=1.0)
    return asked


async def _pages(actor: Actor, asked: Poll) -> list[dict[str, Any]]:
    """Pages of what is new since the cursors, as soon as there is something."""
    cursors = [Cursor.read(text) for text in asked.cursor]
    viewers = {c: Viewer(actor.reader, c.organisation, actor.standing(c.organisation).contact) for c in cursors}
    until = time.monotonic() + min(max(asked.wait, 0.0), LONGEST_WAIT)
    while True:
        heads = {cursor: await head_of(cursor.organisation) for cursor in cursors}
        moved = [c for c in cursors if c.pos != heads[c].pos or c.epoch != heads[c].epoch]
        pages = [await _page(viewers[cursor], cursor) for cursor in moved]
        if pages or time.monotonic() >= until:
            return [{"ctl": "page", "page": page} for page in pages]
        await asyncio.sleep(min(1.0, max(0.05, until - time.monotonic())))


async def _page(viewer: Viewer, cursor: Cursor) -> Any:
    async with snapshot():
        return await page_for(viewer, cursor.text(), 200)
